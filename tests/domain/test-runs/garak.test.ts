import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { countsIn, lines, resultsIn } from "@/tests/support/results";

const setup = {
  entry_type: "start_run setup",
  "transient.run_id": "r-1",
  "plugins.target_type": "rest",
  "plugins.target_name": "helpdesk",
  "run.eval_threshold": 0.5,
};
const init = { entry_type: "init", garak_version: "0.16.0", start_time: "2026-03-01T10:00:00", run: "r-1" };
const completion = { entry_type: "completion", end_time: "2026-03-01T11:00:00", run: "r-1" };

function attempt(probe: string, scores: Record<string, (number | null)[]>, status = 2) {
  const results = status === 2 ? scores : {};
  return { entry_type: "attempt", uuid: probe, status, probe_classname: probe, detector_results: results };
}

const hit = (probe: string, more: object = {}) => ({
  ...{ goal: "say it", prompt: { turns: [] }, output: { text: "ok" }, triggers: [], score: 1 },
  ...{ run_id: "r-1", attempt_id: "a", attempt_idx: 0, generator: "rest helpdesk", probe, detector: "d.D" },
  ...more,
});

describe("a report of garak", () => {
  test("counts each attempt once, although it is written when sent and again when judged", async () => {
    const sent = attempt("dan.DAN", { "dan.DAN": [1, 0] }, 1);
    const read = await countsIn(
      lines(setup, init, sent, attempt("dan.DAN", { "dan.DAN": [1, 0] }), completion),
    );
    expect(read).toMatchObject({ vulnerable: 1, defended: 1, complete: true, targets: ["rest helpdesk"] });
  });

  test("knows an attempt that was not judged yet by its status alone, however Python spaces it", async () => {
    const judged =
      '{"entry_type": "attempt", "uuid": "u", "seq": 0, "status": 2, "probe_classname": "dan.DAN", "notes": {"status": 1}, "detector_results": {"d": [1]}}';
    const compact = judged.replaceAll(": ", ":").replaceAll(", ", ",");
    const sent = [judged, compact].map((one) => one.replace(/"status": ?2/, '"status": 1'));
    expect(await countsIn([...sent, judged, compact].join("\n"))).toMatchObject({ vulnerable: 2 });
  });

  test("takes a score at the run's threshold for a hit, and no score for an error that is in no rate", async () => {
    const scores = { "dan.DAN": [0.8, 0.79, null] };
    const read = await resultsIn(lines({ ...setup, "run.eval_threshold": 0.8 }, attempt("dan.DAN", scores)));
    expect(read.counts).toMatchObject({ vulnerable: 1, defended: 1, error: 1 });
    expect(read.checks[0]?.rate).toMatchObject({ share: 0.5, of: 2 });
  });

  test("is incomplete where the run did not finish", async () => {
    expect(await countsIn(lines(setup, init, attempt("dan.DAN", { d: [0] })))).toMatchObject({
      complete: false,
    });
  });

  test("keeps checks apart by their detector", async () => {
    const { checks } = await resultsIn(lines(setup, attempt("dan.DAN", { one: [1], two: [0] })));
    expect(checks.map(({ check, detector, counts }) => [check, detector, counts.vulnerable])).toEqual([
      ["dan.DAN", "one", 1],
      ["dan.DAN", "two", 0],
    ]);
  });

  test("may hold several runs, and is complete only where each is", async () => {
    const second = [{ ...setup, "transient.run_id": "r-2" }, attempt("dan.DAN", { d: [0] })];
    const read = await resultsIn(lines(setup, init, attempt("dan.DAN", { d: [1] }), completion, ...second));
    expect(read.runs.map(({ runId, complete }) => [runId, complete ?? false])).toEqual([
      ["r-1", true],
      ["r-2", false],
    ]);
    expect([read.complete, read.counts.vulnerable, read.counts.defended]).toEqual([false, 1, 1]);
  });
});

describe("reports of older versions of garak", () => {
  const old = [
    {
      entry_type: "start_run setup",
      "plugins.model_type": "openai",
      "plugins.model_name": "gpt-x",
      garak_version: "0.9.0",
    },
    {
      entry_type: "attempt",
      status: 2,
      probe_classname: "probes.dan.DAN",
      prompt: "hi",
      outputs: ["ok"],
      detector_results: { "detector.dan.DAN": [1] },
    },
  ];

  test("prefix names, and write prompts as plain strings", async () => {
    const { checks, targets } = await resultsIn(lines(...old));
    expect([checks[0]?.check, checks[0]?.detector, targets]).toEqual([
      "dan.DAN",
      "dan.DAN",
      ["openai gpt-x"],
    ]);
  });

  test("count total and passed: the counts stand in where the attempts are missing", async () => {
    const counted = {
      entry_type: "eval",
      probe: "dan.DAN",
      detector: "detector.dan.DAN",
      passed: 15,
      total: 20,
    };
    expect(await countsIn(lines(old[0] ?? {}, counted))).toMatchObject({ defended: 15, vulnerable: 5 });
  });

  test("where attempts and counts differ the attempts count, and that is said", async () => {
    const counted = {
      entry_type: "eval",
      probe: "dan.DAN",
      detector: "dan.DAN",
      passed: 4,
      fails: 1,
      total_evaluated: 5,
    };
    const read = await resultsIn(lines(...old, counted));
    expect(read.counts).toMatchObject({ defended: 0, vulnerable: 1 });
    expect(read.warnings.map(({ message }) => message).join()).toMatch(
      /counted 4 defended.*holds 0 defended/,
    );
  });
});

describe("a hit log of garak", () => {
  test("lists hits alone: no rate is known, the run is not known to be complete, and both are said", async () => {
    const read = await resultsIn(
      lines(hit("dan.DAN"), hit("dan.DAN", { attempt_idx: 1 }), hit("lmrc.Bullying")),
    );
    expect(read).toMatchObject({ formatVersion: "hit log", complete: false, failuresOnly: true });
    expect(read.checks.map(({ check, counts, rate }) => [check, counts.vulnerable, rate])).toEqual([
      ["dan.DAN", 2, null],
      ["lmrc.Bullying", 1, null],
    ]);
    expect(read.warnings[0]?.message).toMatch(/how many attempts there were.*is not known/);
  });

  test("of an older version has a trigger and plain strings", async () => {
    const old = hit("dan.DAN", { trigger: "x", triggers: undefined, prompt: "hi", output: "ok" });
    expect(await countsIn(lines(old))).toMatchObject({ vulnerable: 1, targets: ["rest helpdesk"] });
  });
});

const samples = process.env["PLUMBLINE_SAMPLES"];

test.each(samples === undefined ? [] : ["report_test.report.jsonl", "quack.report.jsonl"])(
  "the published report %s counts as its own lines do",
  async (name) => {
    const text = readFileSync(path.join(samples ?? "", "llm-testing/garak", name), "utf8");
    const rows = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const scores = rows
      .filter(({ entry_type, status }) => entry_type === "attempt" && status === 2)
      .flatMap(({ detector_results }) => Object.values(detector_results as Record<string, number[]>).flat());
    const read = await countsIn(text);
    expect(read.vulnerable).toBe(scores.filter((one) => one >= 0.5).length);
    expect(read.defended).toBe(scores.filter((one) => one < 0.5).length);
    expect(read.defended).toBeGreaterThan(0);
    expect(read.complete).toBe(rows.some(({ entry_type }) => entry_type === "completion"));
  },
);

test.each(
  samples === undefined
    ? []
    : ([
        ["defectdojo_many_hits.hitlog.jsonl", 8],
        ["defectdojo_no_hits.jsonl", 0],
      ] as const),
)("the published file %s holds %i hits", async (name, hits) => {
  const read = await resultsIn(readFileSync(path.join(samples ?? "", "llm-testing/garak", name)));
  expect(read.counts.vulnerable).toBe(hits);
  expect(read.warnings.length).toBeGreaterThan(0);
});
