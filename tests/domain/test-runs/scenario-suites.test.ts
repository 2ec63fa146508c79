import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { evalRun, redTeamed, riskAssessment, suite } from "@/tests/support/result-files";
import { countsIn, resultsIn } from "@/tests/support/results";

const json = (value: unknown) => JSON.stringify(value);
const messages = async (content: string) =>
  (await resultsIn(content)).warnings.map(({ message }) => message).join(" ");
const samples = process.env["PLUMBLINE_SAMPLES"];

describe("DeepTeam", () => {
  test("above 0 is defended, 0 is vulnerable, and an error is neither", async () => {
    const cases = [
      redTeamed("Bias", 1),
      redTeamed("Bias", 0),
      redTeamed("PII Leakage", null, "time-out"),
      redTeamed("SSRF", 0.5),
    ];
    const read = await resultsIn(json(riskAssessment(cases)));
    expect(read.counts).toMatchObject({ defended: 2, vulnerable: 1, error: 1 });
    expect(read).toMatchObject({ complete: true, targets: [], exercise: false });
    expect(read.checks.find(({ check }) => check.startsWith("Bias"))).toMatchObject({
      threatClass: "harmful-content",
      rate: { share: 0.5, of: 2 },
    });
  });

  test("cases are counted anew, and an overview that says something else is noted", async () => {
    const cases = [redTeamed("Bias", 1), redTeamed("Bias", null, "broke")];
    const types = [
      {
        vulnerability: "Bias",
        vulnerability_type: "a type",
        pass_rate: 1,
        passing: 1,
        failing: 0,
        errored: 0,
      },
    ];
    const wrong = json(riskAssessment(cases, { vulnerability_type_results: types, errored: 0 }));
    expect(await countsIn(wrong)).toMatchObject({ defended: 1, vulnerable: 0, error: 1 });
    expect(await messages(wrong)).toContain("0 error");
    const right = json(riskAssessment(cases, { vulnerability_type_results: types, errored: 1 }));
    expect(await messages(right)).not.toContain("totals");
  });

  test("in a trace only what reached the user is vulnerable, and no rate is known", async () => {
    const found = (outcome: string | null) => ({
      spanUuid: "s",
      vulnerability: "SSRF",
      vulnerabilityType: "x",
      reason: "r",
      outcome,
    });
    const content = json({ findings: ["materialized", "mitigated", "attempted", null].map(found) });
    const read = await resultsIn(content);
    expect(read.counts).toMatchObject({ vulnerable: 1, defended: 2, inconclusive: 1 });
    expect(read).toMatchObject({ failuresOnly: true, complete: false });
    expect(read.checks[0]).toMatchObject({ threatClass: "output-handling", rate: null });
  });

  test("none, broken and huge", async () => {
    expect(await messages(json(riskAssessment([])))).toContain("this is no pass");
    await expect(resultsIn(json(riskAssessment([{ score: 1 }])))).rejects.toThrow("test_cases[0]");
    await expect(resultsIn(json(riskAssessment([redTeamed("Bias", 1)])).slice(0, -5))).rejects.toThrow(
      "cut short",
    );
    const many = Array.from({ length: 5_000 }, (_, i) => redTeamed("Bias", i % 10 === 0 ? 0 : 1));
    expect(await countsIn(json(riskAssessment(many)))).toMatchObject({ vulnerable: 500, defended: 4_500 });
  });

  if (samples)
    test("traces that are given to the scanner are no results", async () => {
      for (const name of ["safe_trace", "unsafe_bias_trace"])
        await expect(
          resultsIn(readFileSync(path.join(samples ?? "", `llm-testing/deepteam/${name}.json`))),
        ).rejects.toThrow("no file of test results");
    });
});

describe("DeepEval", () => {
  test("success counts and not the score, because with some metrics a low one is good", async () => {
    const content = json(
      evalRun(
        { success: true, metrics: { Toxicity: [0, true], Faithfulness: [1, true] } },
        { success: false, metrics: { Toxicity: [0.9, false], Faithfulness: [0.9, true] } },
      ),
    );
    const read = await resultsIn(content);
    expect(read.counts).toMatchObject({ defended: 1, vulnerable: 1 });
    expect(
      read.checks.filter(({ severity }) => severity).map(({ check, threatClass }) => [check, threatClass]),
    ).toEqual([["Toxicity", "harmful-content"]]);
  });

  test("a metric that broke is an error, and so is its case unless it failed for another reason", async () => {
    const run = evalRun({ success: true, metrics: { Bias: [0, true] } });
    const broken = {
      ...run.testCases[0],
      success: null,
      metricsData: [{ name: "Bias", success: null, error: "no key" }],
    };
    expect(await countsIn(json({ ...run, testCases: [broken], testPassed: 0 }))).toMatchObject({
      error: 1,
      defended: 0,
    });
  });

  test("totals that differ from the list are noted", async () => {
    const run = { ...evalRun({ success: true, metrics: {} }), testPassed: 7 };
    expect(await messages(json(run))).toContain("7 defended");
  });

  test("none, conversations, broken and huge", async () => {
    expect(await messages(json(evalRun()))).toContain("this is no pass");
    const spoken = {
      ...evalRun(),
      conversationalTestCases: [{ success: false, metricsData: [] }],
      testFailed: 1,
    };
    expect(await countsIn(json(spoken))).toMatchObject({ vulnerable: 1 });
    await expect(resultsIn(json({ testCases: [{ success: "yes" }], metricsScores: [] }))).rejects.toThrow(
      "testCases[0]",
    );
    const many = Array.from({ length: 5_000 }, () => ({
      success: true,
      metrics: { Bias: [0, true] as [number, boolean] },
    }));
    expect(await countsIn(json(evalRun(...many)))).toMatchObject({ defended: 5_000 });
  });

  if (samples)
    test("its own sample holds as many cases and failures as its text shows", async () => {
      const text = readFileSync(
        path.join(samples ?? "", "llm-testing/deepeval/test_run_sample.json"),
        "utf8",
      );
      const { testCases } = JSON.parse(text) as {
        testCases: { success: boolean; metricsData: { name: string; success: boolean }[] }[];
      };
      const read = await resultsIn(text);
      expect(read.counts.vulnerable).toBe(testCases.filter(({ success }) => !success).length);
      expect(read.counts.defended).toBe(testCases.filter(({ success }) => success).length);
      const failed = new Set(
        testCases.flatMap(({ metricsData }) =>
          metricsData.filter((one) => !one.success).map(({ name }) => name),
        ),
      );
      expect(new Set(read.checks.filter(({ severity }) => severity).map(({ check }) => check))).toEqual(
        failed,
      );
    });
});

describe("Giskard 3", () => {
  test("a scenario is a case, and its threat type says the class", async () => {
    const content = json(
      suite(
        ["override", "fail", "Prompt Injection"],
        ["keys", "pass", "Information Disclosure"],
        ["a", "error", "Jailbreak"],
        ["b", "skip", "X"],
      ),
    );
    const read = await resultsIn(content);
    expect(read.counts).toMatchObject({ vulnerable: 1, defended: 1, error: 1, skipped: 1 });
    expect(read.checks[0]).toMatchObject({ check: "override", threatClass: "direct-injection" });
    expect(read).toMatchObject({ complete: true, targets: [] });
  });

  test("a threat that no table maps stays unmapped, a status that nobody knows is inconclusive", async () => {
    const read = await resultsIn(
      json(suite(["a", "fail", "Social Engineering"], ["b", "halted", "Jailbreak"])),
    );
    expect(read.checks.find(({ check }) => check === "a")?.threatClass).toBeNull();
    expect(read.counts).toMatchObject({ inconclusive: 1 });
    expect(read.warnings.map(({ message }) => message).join()).toContain("halted");
  });

  test("none, counts that differ, broken and huge", async () => {
    expect(await messages(json(suite()))).toContain("this is no pass");
    expect(await messages(json({ ...suite(["a", "pass", "X"]), passed_count: 4 }))).toContain("4 defended");
    await expect(resultsIn(json({ results: [{ scenario_name: 4, status: "pass" }] }))).rejects.toThrow(
      "results[0]",
    );
    const many = Array.from({ length: 3_000 }, (_, i): [string, string, string] => [
      `s${i % 50}`,
      i % 3 ? "pass" : "fail",
      "Jailbreak",
    ]);
    expect(await countsIn(json(suite(...many)))).toMatchObject({ vulnerable: 1_000, defended: 2_000 });
  });
});
