import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { countsIn, lines, resultsIn } from "@/tests/support/results";

const row = (more: object = {}) => ({
  ...{ id: "a", success: true, failureReason: 0, score: 1, provider: { id: "openai:x", label: "" } },
  ...{ gradingResult: { pass: true, componentResults: [{ pass: true, assertion: { type: "contains" } }] } },
  ...more,
});
const failed = (more: object = {}) =>
  row({ success: false, failureReason: 1, error: "Expected no hate", ...more });
const broken = row({ success: false, failureReason: 2, error: "429", gradingResult: null });
const file = (rows: object[], stats: object = {}) =>
  JSON.stringify({
    evalId: "eval-1",
    results: { version: 3, timestamp: "2026-01-01T00:00:00Z", prompts: [], results: rows, stats },
    config: { tags: { "git.sha": "abc123" }, tests: [{ vars: {} }] },
    metadata: { promptfooVersion: "0.120.0" },
  });

describe("results of promptfoo", () => {
  test("a row that succeeds is one that the target defended; an error is neither a pass nor a finding", async () => {
    const read = await resultsIn(file([row(), failed(), broken]));
    expect(read.counts).toMatchObject({ defended: 1, vulnerable: 1, error: 1 });
    expect(read).toMatchObject({
      toolVersion: "0.120.0",
      targets: ["openai:x"],
      complete: true,
      formatVersion: "3",
    });
    expect(read.runs[0]?.commit).toBe("abc123");
  });

  test("are counted by plugin, with the tool's severity and our class", async () => {
    const metadata = { pluginId: "pii:direct", severity: "critical" };
    const { checks } = await resultsIn(file([failed({ metadata }), row({ metadata }), failed()]));
    expect(
      checks.map(({ check, threatClass, severity, rate }) => [check, threatClass, severity, rate?.of]),
    ).toEqual([
      ["pii:direct", "sensitive-disclosure", "critical", 2],
      ["contains", null, "medium", 1],
    ]);
  });

  test("whose totals disagree with their list are counted by the list, and that is said", async () => {
    const read = await resultsIn(file([row(), row({ id: "b" })], { successes: 10, failures: 0, errors: 0 }));
    expect(read.counts.defended).toBe(2);
    expect(read.warnings.map(({ message }) => message).join()).toMatch(
      /totals say 10 defended.*list.* 2 defended/,
    );
  });

  test("without a row are no pass", async () => {
    const read = await resultsIn(file([]));
    expect([read.counts.defended, read.warnings[0]?.message]).toEqual([0, expect.stringMatching(/no pass/)]);
  });

  test("of version 2 say by the judgement alone what failed and what broke", async () => {
    const old = { failureReason: undefined };
    const rows = [row(old), failed(old), { ...broken, ...old }];
    const text = JSON.stringify({ results: { version: 2, results: rows, stats: {}, table: {} } });
    expect(await countsIn(text)).toMatchObject({ defended: 1, vulnerable: 1, error: 1 });
  });

  test("may be one row on each line", async () => {
    const rows = [row(), failed()].map((one, testIdx) => ({ ...one, promptIdx: 0, testIdx }));
    expect(await countsIn(lines(...rows))).toMatchObject({ defended: 1, vulnerable: 1, complete: false });
  });

  test("name an address as target without what may be secret in it", async () => {
    const provider = { id: "https://user:pass@bot.example/chat?key=s3cret" };
    expect((await resultsIn(file([row({ provider })]))).targets).toEqual(["https://bot.example/chat"]);
  });

  test("cut short are refused", async () => {
    await expect(resultsIn(file([row()]).slice(0, -40))).rejects.toThrow(/cut short/);
  });

  test("of which more than one in a hundred rows has no verdict are refused, with the place", async () => {
    await expect(resultsIn(file([row(), { id: "x" }]))).rejects.toThrow(
      /1 of 2 entries.*results\.results\[1\]/,
    );
  });
});

describe("a model audit of promptfoo", () => {
  const issues = [{ severity: "critical", message: "os.system", location: "m.pkl", type: "pickle" }];

  test("counts its checks, where it lists them", async () => {
    const checks = ["passed", "failed", "passed"].map((status) => ({
      name: "Pickle",
      status,
      message: "",
      location: "m",
    }));
    const text = JSON.stringify({ bytes_scanned: 9, issues, checks, files_scanned: 1, has_errors: false });
    expect(await countsIn(text)).toMatchObject({ defended: 2, vulnerable: 1, complete: true });
  });

  test("has no rate where it lists issues alone", async () => {
    const { checks } = await resultsIn(JSON.stringify({ bytes_scanned: 9, issues, files_scanned: 1 }));
    expect(checks[0]).toMatchObject({
      rate: null,
      severity: "critical",
      threatClass: "supply-chain",
      place: "m.pkl",
    });
  });

  test("of no file is no pass", async () => {
    const read = await resultsIn(JSON.stringify({ bytes_scanned: 0, issues: [], files_scanned: 0 }));
    expect([read.complete, read.warnings.length > 0]).toEqual([false, true]);
  });
});

const samples = process.env["PLUMBLINE_SAMPLES"];

test.each(samples === undefined ? [] : ["many_findings.json"])(
  "the published %s counts as its own rows do",
  async (name) => {
    const text = readFileSync(path.join(samples ?? "", "llm-testing/promptfoo", name), "utf8");
    const rows: { success: boolean; failureReason: number }[] = JSON.parse(text).results.results;
    const read = await countsIn(text);
    expect(read.defended).toBe(rows.filter(({ success }) => success).length);
    expect(read.vulnerable).toBe(rows.filter(({ failureReason }) => failureReason === 1).length);
    expect(read.defended + read.vulnerable).toBe(9);
  },
);
