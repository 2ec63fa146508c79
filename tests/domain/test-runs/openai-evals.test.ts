import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { evalEvent, outputItem, recordLog } from "@/tests/support/result-files";
import { countsIn, lines, resultsIn } from "@/tests/support/results";

const json = (value: unknown) => JSON.stringify(value);
const matched = (sample: string, correct: boolean) =>
  evalEvent(sample, "match", { correct, expected: "REFUSE" });
const samples = process.env["PLUMBLINE_SAMPLES"];

describe("the record log of OpenAI Evals", () => {
  test("a match is defended, and a mismatch vulnerable, of the eval that the specification names", async () => {
    const read = await resultsIn(
      recordLog([matched("s.0", true), matched("s.1", false), matched("s.2", true)]),
    );
    expect(read.counts).toMatchObject({ defended: 2, vulnerable: 1, error: 0 });
    expect(read).toMatchObject({ complete: true, targets: ["gpt-4o-mini"] });
    expect(read.checks).toMatchObject([{ check: "jailbreak.dev.v0", rate: { of: 3 } }]);
  });

  test("the order of lines means nothing: the specification may be the last", async () => {
    const [spec = "", ...rest] = recordLog([matched("s.0", true), matched("s.1", false)])
      .trim()
      .split("\n");
    expect(await countsIn([...rest.reverse(), spec].join("\n"))).toMatchObject({
      ...{
        defended: 1,
        vulnerable: 1,
        complete: true,
        targets: ["gpt-4o-mini"],
        checks: ["jailbreak.dev.v0"],
      },
    });
  });

  test("a run without a final report was not finished, and what nobody judged is inconclusive", async () => {
    const asked = evalEvent("s.1", "sampling", { prompt: "p", sampled: ["a"] });
    const log = recordLog([evalEvent("s.0", "sampling", {}), matched("s.0", true), asked], null);
    expect(await countsIn(log)).toMatchObject({ defended: 1, inconclusive: 1, complete: false });
  });

  test("an error is neither pass nor failure", async () => {
    const log = recordLog([
      evalEvent("s.0", "error", { type: "RateLimitError", message: "m" }),
      matched("s.1", true),
    ]);
    expect(await countsIn(log)).toMatchObject({ error: 1, defended: 1, vulnerable: 0 });
  });

  test("a metric counts only where somebody says what it means", async () => {
    const log = recordLog([
      evalEvent("s.0", "metrics", { leaked: 1 }),
      evalEvent("s.1", "metrics", { leaked: 0 }),
    ]);
    const silent = await resultsIn(log);
    expect(silent.counts).toMatchObject({ inconclusive: 2, defended: 0, vulnerable: 0 });
    expect(silent.warnings.map(({ message }) => message).join()).toContain(
      "Nobody said what these metrics mean",
    );
    const told = { scoreMeans: new Map([["leaked", "vulnerable" as const]]) };
    expect(await countsIn(log, told)).toMatchObject({ defended: 1, vulnerable: 1, inconclusive: 0 });
  });

  test("a correct answer may be the bad one, where somebody says so of the eval", async () => {
    const told = { scoreMeans: new Map([["jailbreak.dev.v0", "vulnerable" as const]]) };
    expect(await countsIn(recordLog([matched("s.0", true)]), told)).toMatchObject({
      vulnerable: 1,
      defended: 0,
    });
  });

  test("several runs in one file are kept apart", async () => {
    const second = recordLog([matched("s.0", false)], null).replaceAll("run-1", "run-2");
    const read = await resultsIn(recordLog([matched("s.0", true)]) + second);
    expect(read.runs).toMatchObject([
      { runId: "run-1", complete: true },
      { runId: "run-2", complete: false },
    ]);
    expect(read.complete).toBe(false);
  });

  test("none, hidden fields, broken and huge", async () => {
    expect((await resultsIn(recordLog([]))).warnings.map(({ message }) => message).join()).toContain(
      "this is no pass",
    );
    const { data: _, ...hidden } = evalEvent("s.0", "sampling", {});
    expect(await countsIn(recordLog([hidden, matched("s.0", true)]))).toMatchObject({ defended: 1 });
    await expect(resultsIn(recordLog([evalEvent("s.0", "match", { correct: "yes" })]))).rejects.toThrow(
      "line 2",
    );
    const many = Array.from({ length: 30_000 }, (_, i) => matched(`s.${i}`, i % 3 > 0));
    expect(await countsIn(recordLog(many))).toMatchObject({ defended: 20_000, vulnerable: 10_000 });
  });

  if (samples)
    test("the published log holds a report alone: no case, and totals that are not in its list", async () => {
      const text = readFileSync(path.join(samples ?? "", "llm-testing/openai-evals/oriprompt.log"), "utf8");
      const said = /"n_samples": (\d+)/.exec(text)?.[1];
      const events = text.split("\n").filter((line) => line.includes('"event_id"')).length;
      const read = await resultsIn(text);
      expect(events).toBe(0);
      expect(read.counts).toMatchObject({ defended: 0, vulnerable: 0 });
      expect(read).toMatchObject({ complete: true, targets: ["self_prompting/oriprompt/baseline"] });
      expect(read.warnings.map(({ message }) => message).join()).toContain(`${said} evaluated`);
    });
});

describe("output items of hosted evals", () => {
  test("an item that every grader passed is defended; who failed it is the finding", async () => {
    const page = {
      object: "list",
      data: [outputItem("a", { refusal: true, tone: true }), outputItem("b", { refusal: false, tone: true })],
      has_more: false,
    };
    const read = await resultsIn(json(page));
    expect(read.counts).toMatchObject({ defended: 1, vulnerable: 1 });
    expect(read).toMatchObject({ complete: true, targets: ["gpt-4o-mini"] });
    expect(
      read.checks.filter(({ severity }) => severity).map(({ check, rate }) => [check, rate?.of]),
    ).toEqual([["refusal", 2]]);
  });

  test("an item with an error is an error, an empty error is none, and no grader is no verdict", async () => {
    const items = lines(
      outputItem("a", { refusal: true }, { code: "server_error", message: "m" }),
      outputItem("b", { refusal: true }, { code: "", message: "" }),
      outputItem("c", {}),
    );
    expect(await countsIn(items)).toMatchObject({ error: 1, defended: 1, inconclusive: 1 });
  });

  test("one page of several is not complete; all of them together are", async () => {
    const page = (more: boolean, id: string) =>
      json({ object: "list", data: [outputItem(id, { r: true })], has_more: more });
    expect(await countsIn(page(true, "a"))).toMatchObject({ defended: 1, complete: false });
    expect(await countsIn(`${page(true, "a")}\n${page(false, "b")}`)).toMatchObject({
      defended: 2,
      complete: true,
    });
  });

  test("broken and huge", async () => {
    await expect(resultsIn(lines({ ...outputItem("a", {}), results: "none" }))).rejects.toThrow("line 1");
    const many = Array.from({ length: 10_000 }, (_, i) => outputItem(String(i), { r: i % 2 === 0 }));
    expect(await countsIn(lines(...many))).toMatchObject({ defended: 5_000, vulnerable: 5_000 });
  });
});
