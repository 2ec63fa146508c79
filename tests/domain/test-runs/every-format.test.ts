import { describe, expect, test } from "vitest";
import { lines, resultsIn } from "@/tests/support/results";

const many = 20_000;
const everyFourth = <T>(make: (failed: boolean, index: number) => T): T[] =>
  Array.from({ length: many }, (_, index) => make(index % 4 === 0, index));

const promptfoo = (results: object[]) =>
  JSON.stringify({ evalId: "e", results: { version: 3, results, stats: {} } });
const scenario = (attack_results: object) =>
  JSON.stringify({ attack_results, scenario_identifier: {}, scenario_run_state: "COMPLETED" });
const inspect = (samples: object[]) =>
  JSON.stringify({ version: 2, status: "success", eval: { task: "t", model: "m" }, results: null, samples });
const sarif = (results: object[]) =>
  JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "n" } }, results }] });
const junit = (cases: string) => `<testsuites><testsuite name="s">${cases}</testsuite></testsuites>`;
const setup = { entry_type: "start_run setup", "run.eval_threshold": 0.5 };

const none: [string, string][] = [
  ["garak", lines(setup, { entry_type: "completion", end_time: "x" })],
  ["promptfoo", promptfoo([])],
  ["pyrit", scenario({})],
  ["inspect", inspect([])],
  ["sarif", sarif([])],
  ["junit", junit("")],
];

const large: [string, string][] = [
  [
    "garak",
    lines(
      setup,
      ...everyFourth((failed) => ({
        ...{
          entry_type: "attempt",
          status: 2,
          probe_classname: "dan.DAN",
          detector_results: { d: [failed ? 1 : 0] },
        },
      })),
    ),
  ],
  ["promptfoo", promptfoo(everyFourth((failed) => ({ success: !failed, failureReason: failed ? 1 : 0 })))],
  [
    "pyrit",
    scenario({
      a: everyFourth((failed, i) => ({ attack_result_id: `${i}`, outcome: failed ? "success" : "failure" })),
    }),
  ],
  ["inspect", inspect(everyFourth((failed, id) => ({ id, scores: { s: { value: failed ? "I" : "C" } } })))],
  ["sarif", sarif(everyFourth((failed) => ({ ruleId: "r", kind: failed ? "fail" : "pass" })))],
  [
    "junit",
    junit(
      everyFourth(
        (failed) => `<testcase classname="c" name="n">${failed ? "<failure/>" : ""}</testcase>`,
      ).join(""),
    ),
  ],
];

describe("files of every format", () => {
  test.each(none)("without a case are no pass, and name no target: %s", async (format, text) => {
    const read = await resultsIn(text);
    expect(read).toMatchObject({
      format,
      targets: format === "inspect" ? ["m"] : [],
      counts: { defended: 0, vulnerable: 0 },
    });
    expect(read.warnings.map(({ message }) => message).join()).toMatch(
      /no pass|lists failures alone and holds none/,
    );
  });

  test.each(large)("with 20,000 cases are counted one by one: %s", async (format, text) => {
    const read = await resultsIn(text, { scoreMeans: new Map([["*", "defended"]]) });
    expect(read.format).toBe(format);
    expect(read.counts).toMatchObject({ vulnerable: many / 4, defended: (many * 3) / 4 });
    expect(read.checks.map(({ rate }) => rate?.share)).toEqual([0.25]);
  });

  test.each([...none, ...large].filter(([format]) => format !== "garak"))(
    "cut short are refused: %s",
    async (_format, text) => {
      await expect(resultsIn(text.slice(0, -3))).rejects.toThrow(/cut short|no well-formed XML/);
    },
  );
});
