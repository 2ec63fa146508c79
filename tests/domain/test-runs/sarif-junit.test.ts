import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { countsIn, resultsIn } from "@/tests/support/results";

const run = (results: object[], more: object = {}, rules: object[] = []) => ({
  tool: { driver: { name: "Scan", version: "1.2", rules } },
  results,
  ...more,
});
const sarif = (...runs: object[]) => JSON.stringify({ version: "2.1.0", $schema: "sarif-2.1.0.json", runs });

describe("SARIF", () => {
  test("a result is a failure unless its kind says otherwise, and without a pass no rate is known", async () => {
    const read = await resultsIn(
      sarif(run([{ ruleId: "a" }, { ruleId: "a", kind: "fail" }, { ruleId: "b", kind: "open" }])),
    );
    expect(read.counts).toMatchObject({ vulnerable: 2, inconclusive: 1, defended: 0 });
    expect(read).toMatchObject({ failuresOnly: true, tool: "Scan", toolVersion: "1.2", complete: true });
    const passed = await resultsIn(sarif(run([{ ruleId: "a" }, { ruleId: "a", kind: "pass" }])));
    expect(passed.checks[0]?.rate?.share).toBe(0.5);
  });

  test("suppressed and absent results are no findings; a suppression that was rejected suppresses nothing", async () => {
    const results = [
      { ruleId: "a", suppressions: [{ kind: "external" }] },
      { ruleId: "b", suppressions: [{ kind: "external", status: "rejected" }] },
      { ruleId: "c", suppressions: [] },
      { ruleId: "d", baselineState: "absent" },
    ];
    expect(await countsIn(sarif(run(results)))).toMatchObject({ skipped: 2, vulnerable: 2 });
  });

  test.each([
    [
      "the rule's security-severity",
      { ruleId: "a", level: "note" },
      [{ id: "a", properties: { "security-severity": "9.1" } }],
      "critical",
    ],
    ["a word of it", { ruleIndex: 0 }, [{ id: "a", properties: { "security-severity": "High" } }], "high"],
    ["the level", { ruleId: "a", level: "note" }, [], "low"],
    [
      "the rule's own level",
      { ruleId: "a/1" },
      [{ id: "a", defaultConfiguration: { level: "error" } }],
      "high",
    ],
    ["no level at all", { ruleId: "a", level: "none" }, [], "info"],
    ["nothing: a warning", { message: { text: "x" } }, [], "medium"],
  ])("takes the severity from %s", async (_name, result, rules, severity) => {
    const { checks } = await resultsIn(sarif(run([result], {}, rules)));
    expect(checks[0]?.severity).toBe(severity);
  });

  test("may hold several runs, of which one failed, or none", async () => {
    const failed = run([{ ruleId: "a" }], { invocations: [{ executionSuccessful: false }] });
    const read = await resultsIn(sarif(run([]), failed));
    expect([read.runs.length, read.complete, read.counts.vulnerable]).toEqual([2, false, 1]);
    const none = await resultsIn(sarif());
    expect([none.complete, none.warnings.length]).toEqual([false, 1]);
  });

  test("the same result twice is one finding that occurred twice", async () => {
    const { checks } = await resultsIn(sarif(run([{ ruleId: "a" }, { ruleId: "a" }])));
    expect(checks.map(({ counts }) => counts.vulnerable)).toEqual([2]);
  });
});

const junit = (inside: string, attributes = "") =>
  `<?xml version="1.0"?>\n<testsuites name="security"${attributes}><testsuite name="s" timestamp="2026-01-01T00:00:00">${inside}</testsuite></testsuites>`;
const testcase = (inside: string, name = "a") =>
  `<testcase classname="leak" name="${name}">${inside}</testcase>`;

describe("JUnit XML", () => {
  test("a case passes unless it holds a failure, an error or skipped", async () => {
    const cases = [
      "",
      "<failure message='x'>secret</failure>",
      "<error/>",
      "<skipped/>",
      "<system-out>ok</system-out>",
    ];
    const read = await resultsIn(junit(cases.map((inside) => testcase(inside)).join("")));
    expect(read.counts).toMatchObject({ defended: 2, vulnerable: 1, error: 1, skipped: 1 });
    expect(read.checks.map(({ check }) => check)).toEqual(["leak"]);
  });

  test("totals that disagree with the cases are told", async () => {
    const text = junit(testcase(""), ' tests="5" failures="2" errors="0"');
    const { warnings } = await resultsIn(text);
    expect(warnings[0]?.message).toMatch(/totals say .*2 vulnerable/);
  });

  test("document types, and so entities, are refused; an entity of its own is as well", async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${junit(testcase("&b;"))}`;
    await expect(resultsIn(bomb.replace('<?xml version="1.0"?>\n', ""))).rejects.toThrow();
    await expect(resultsIn(junit(testcase("&b;")))).rejects.toThrow(/no well-formed XML/);
    await expect(
      resultsIn(
        `<?xml version="1.0"?><!DOCTYPE testsuites SYSTEM "file:///etc/passwd">${junit("").slice(22)}`,
      ),
    ).rejects.toThrow(/document type/);
  });

  test.each([
    ["cut short", junit(testcase("")).slice(0, -20), /no well-formed XML/],
    ["nested too deep", junit(`${"<a>".repeat(200)}${"</a>".repeat(200)}`), /nested more than 100/],
    ["of another kind", "<html><body/></html>", /no file of test results/],
  ])("%s is refused", async (_name, text, message) => {
    await expect(resultsIn(text)).rejects.toThrow(message);
  });

  test("in an older encoding is read in it", async () => {
    const text = junit(testcase("", "é")).replace("?>", ' encoding="ISO-8859-1"?>');
    expect(await countsIn(Buffer.from(text, "latin1"))).toMatchObject({ defended: 1 });
  });
});

const samples = process.env["PLUMBLINE_SAMPLES"];

test.each(samples === undefined ? [] : ["appendix_k.sarif", "suppression_test.sarif", "dockle_0_3_15.sarif"])(
  "the published %s counts as its own results do",
  async (name) => {
    const text = readFileSync(path.join(samples ?? "", "llm-testing/sarif", name), "utf8");
    const results: { suppressions?: object[] }[] = JSON.parse(text).runs.flatMap(
      ({ results }: { results: object[] }) => results,
    );
    const suppressed = results.filter(({ suppressions }) => (suppressions ?? []).length > 0).length;
    expect(await countsIn(text)).toMatchObject({
      skipped: suppressed,
      vulnerable: results.length - suppressed,
    });
  },
);
