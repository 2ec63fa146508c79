import { describe, expect, test } from "vitest";
import { modelReport } from "@/tests/support/result-files";
import { countsIn, resultsIn } from "@/tests/support/results";

const json = (value: unknown) => JSON.stringify(value);

describe("ModelScan", () => {
  test("a file with an unsafe operator is vulnerable, as severe as the tool says; others are defended", async () => {
    const read = await resultsIn(json(modelReport({ "a.pkl": "CRITICAL", "b.pkl": null, "c.pkl": "LOW" })));
    expect(read.counts).toMatchObject({ vulnerable: 2, defended: 1 });
    expect(read).toMatchObject({ toolVersion: "0.8.6", targets: ["models"], complete: true });
    const found = read.checks.filter(({ severity }) => severity !== null);
    expect(found.map(({ check, place, severity }) => [check, place, severity])).toEqual([
      ["posix.system", "a.pkl", "critical"],
      ["posix.system", "c.pkl", "low"],
    ]);
    expect(found[0]).toMatchObject({ threatClass: "supply-chain", detector: "PickleUnsafeOpScan" });
  });

  test("several issues in one file are one vulnerable file with several findings", async () => {
    const report = modelReport({ "a.pkl": "HIGH", "b.pkl": null });
    const more = { ...report, issues: [...report.issues, { ...report.issues[0], operator: "popen" }] };
    const read = await resultsIn(json(more));
    expect(read.counts).toMatchObject({ vulnerable: 1, defended: 1 });
    expect(read.checks.filter(({ severity }) => severity !== null)).toHaveLength(2);
  });

  test("a file that two scanners looked through is one file", async () => {
    const report = modelReport({ "a.pkl": null });
    const scanned = { total_scanned: 2, scanned_files: ["a.pkl", "a.pkl"] };
    expect(await countsIn(json({ ...report, summary: { ...report.summary, scanned } }))).toMatchObject({
      defended: 1,
    });
  });

  test("a scan of nothing is neither clean nor complete", async () => {
    const read = await resultsIn(json(modelReport({}, { skipped: 3 })));
    expect(read.counts).toMatchObject({ defended: 0, vulnerable: 0, skipped: 3 });
    expect(read.complete).toBe(false);
    const said = read.warnings.map(({ message }) => message).join(" ");
    expect(said).toContain("looked through no file");
    expect(said).toContain("this is no pass");
  });

  test("a file that could not be read is an error, and the scan is not complete", async () => {
    const errors = [{ category: "MODEL_SCAN", description: "broken pickle", source: "b.pkl" }];
    expect(await countsIn(json(modelReport({ "a.pkl": null }, { errors })))).toMatchObject({
      defended: 1,
      error: 1,
      complete: false,
    });
  });

  test("reports of 0.5 keep the severity outside the issue and say nothing of clean files", async () => {
    const issue = {
      description: "unsafe",
      operator: "eval",
      module: "builtins",
      source: "a.pkl",
      scanner: "p",
    };
    const old = {
      modelscan_version: "0.5.0",
      timestamp: "2023-10-01T00:00:00",
      input_path: "/m",
      total_issues: 1,
    };
    const read = await resultsIn(
      json({
        ...old,
        issues_by_severity: { CRITICAL: [issue], LOW: [{ ...issue, source: "b.pkl" }] },
        errors: [],
      }),
    );
    expect(read.counts).toMatchObject({ vulnerable: 2, defended: 0 });
    expect(read).toMatchObject({
      failuresOnly: true,
      complete: false,
      toolVersion: "0.5.0",
      formatVersion: "0.5",
    });
    expect(read.checks.find(({ place }) => place === "a.pkl")).toMatchObject({
      severity: "critical",
      rate: null,
    });
    const none = { ...old, total_issues: 0, issues_by_severity: {}, errors: [] };
    expect(await countsIn(json(none))).toMatchObject({ vulnerable: 0, defended: 0, complete: false });
  });

  test("broken and huge", async () => {
    const report = modelReport({ "a.pkl": "HIGH" });
    await expect(resultsIn(json({ ...report, issues: ["none"] }))).rejects.toThrow("issues[0]");
    await expect(resultsIn(`WARNING: a line of the log\n${json(report)}`)).rejects.toThrow(
      "no file of test results",
    );
    const many = Object.fromEntries(
      Array.from({ length: 4_000 }, (_, i) => [`m${i}.pkl`, i % 8 ? null : "HIGH"]),
    );
    expect(await countsIn(json(modelReport(many)))).toMatchObject({ vulnerable: 500, defended: 3_500 });
  });
});
