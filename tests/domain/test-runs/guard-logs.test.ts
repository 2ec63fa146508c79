import { describe, expect, test } from "vitest";
import { guardCall, guardOutcome, oldRailTrace, railLog, railTrace } from "@/tests/support/result-files";
import { countsIn, lines, resultsIn } from "@/tests/support/results";

const json = (value: unknown) => JSON.stringify(value);
const finding = async (content: string, check: string) =>
  (await resultsIn(content)).checks.find((one) => one.check === check);

describe("Guardrails AI", () => {
  test("an answer that did not pass is vulnerable under each validator that failed", async () => {
    const content = json([guardOutcome("ToxicLanguage", "DetectPII"), guardOutcome()]);
    expect(await countsIn(content)).toMatchObject({ vulnerable: 1, defended: 1 });
    expect(await finding(content, "ToxicLanguage")).toMatchObject({ threatClass: "harmful-content" });
    expect(await finding(content, "DetectPII")).toMatchObject({ threatClass: "sensitive-disclosure" });
    expect((await finding(content, "guard"))?.rate).toMatchObject({ share: 0.5, of: 2 });
  });

  test("a validator that is not listed may not have run, so no rate of one is known", async () => {
    expect(
      await finding(lines(guardOutcome("ToxicLanguage"), guardOutcome()), "ToxicLanguage"),
    ).toMatchObject({
      rate: null,
      counts: { vulnerable: 1 },
    });
  });

  test("an answer that the guard repaired is defended, and that is noted", async () => {
    const content = json({ ...guardOutcome(), validatedOutput: "[REDACTED]" });
    const { counts, warnings } = await resultsIn(content);
    expect(counts).toMatchObject({ defended: 1, vulnerable: 0 });
    expect(warnings.map(({ message }) => message).join()).toContain(
      "1 answers passed only after the guard changed",
    );
  });

  test("snake case is read as camel case is, and an error is no failure", async () => {
    const snake = {
      validation_passed: false,
      raw_llm_output: "x",
      validation_summaries: [{ validator_name: "DetectPII", validator_status: "fail", failure_reason: "r" }],
    };
    expect(await countsIn(json(snake))).toMatchObject({ vulnerable: 1, checks: ["DetectPII", "guard"] });
    expect(await countsIn(json({ ...guardOutcome("a"), error: "time-out" }))).toMatchObject({
      error: 1,
      vulnerable: 0,
    });
  });

  test("in a history every validator has its rate, and the last round decides", async () => {
    const content = json([
      guardCall({ DetectPII: "fail" }, { DetectPII: "pass" }),
      guardCall({ DetectPII: "pass" }),
      guardCall({ DetectPII: "fail" }),
      guardCall({ DetectPII: null }),
    ]);
    expect(await countsIn(content)).toMatchObject({ defended: 2, vulnerable: 1, skipped: 1 });
    expect(await finding(content, "DetectPII")).toMatchObject({
      counts: { vulnerable: 2, defended: 2, skipped: 1 },
      rate: { share: 0.5, of: 4 },
    });
  });

  test("the table of traces says pass or fail of a validator, and an exception is an error", async () => {
    const table = [
      "id,guard_name,start_time,end_time,prevalidate_text,postvalidate_text,exception_message",
      '1,guardrails/toxic_language,0,1,"a ""quoted"", text",a,pass',
      "2,guardrails/toxic_language,1,2,a,,fail",
      "3,my guard,1,2,a,a,",
      "4,my guard,1,2,a,,Validation timed out",
    ].join("\n");
    expect(await countsIn(table)).toMatchObject({ defended: 1, vulnerable: 1, inconclusive: 1, error: 1 });
    expect((await finding(table, "guardrails/toxic_language"))?.rate).toMatchObject({ share: 0.5, of: 2 });
  });

  test("none, broken and huge", async () => {
    expect(await countsIn(json(guardCall()), { format: "guardrails-ai" })).toMatchObject({
      defended: 0,
      skipped: 1,
    });
    await expect(resultsIn(lines(guardOutcome(), { validationPassed: "no" }))).rejects.toThrow("line 2");
    const many = Array.from({ length: 20_000 }, (_, i) =>
      i % 4 === 0 ? guardOutcome("DetectPII") : guardOutcome(),
    );
    expect(await countsIn(lines(...many))).toMatchObject({ vulnerable: 5_000, defended: 15_000 });
  });
});

const input = (stop: boolean) => ({ type: "input", name: "self check input", stop });
const output = (stop: boolean) => ({ type: "output", name: "self check output", stop });

describe("NeMo Guardrails", () => {
  test("an interaction that a rail stopped is defended; one that went through is inconclusive, never a pass", async () => {
    const content = lines(
      railTrace("a", input(true)),
      railTrace("b", input(false), output(false)),
      railTrace("c", output(true)),
    );
    expect(await countsIn(content)).toMatchObject({ defended: 2, inconclusive: 1, vulnerable: 0 });
    expect((await finding(content, "self check input"))?.counts).toMatchObject({
      defended: 1,
      inconclusive: 1,
    });
  });

  test("only rails for input and output guard", async () => {
    const dialog = { type: "dialog", name: "greeting", stop: true };
    expect(await countsIn(json(railLog(dialog)))).toMatchObject({ defended: 0, inconclusive: 1 });
    expect(await countsIn(json([railLog(input(true)), railLog(dialog, output(true))]))).toMatchObject({
      defended: 2,
    });
  });

  test("a trace with an error and no stop is an error", async () => {
    const trace = railTrace("a", input(false));
    const broken = {
      ...trace,
      spans: [...trace.spans, { name: "guardrails.llm", error: { message: "down" } }],
    };
    expect(await countsIn(json(broken))).toMatchObject({ error: 1, inconclusive: 0 });
  });

  test("older traces follow one another over many lines and do not say what a rail did", async () => {
    const { counts, warnings, formatVersion } = await resultsIn(["a", "b", "c"].map(oldRailTrace).join(""));
    expect(counts).toMatchObject({ inconclusive: 3, defended: 0 });
    expect(formatVersion).toBe("trace 1");
    expect(warnings.map(({ message }) => message).join()).toContain(
      "3 traces do not say whether a rail stopped",
    );
  });

  test("newer traces in the same clothes are read as well", async () => {
    const apart = [railTrace("a", input(true)), railTrace("b", input(false))].map((one) =>
      JSON.stringify(one, null, 2),
    );
    expect(await countsIn(apart.join("\n"))).toMatchObject({ defended: 1, inconclusive: 1 });
  });

  test("the model of the calls is the target, as a hint", async () => {
    const log = {
      log: { ...railLog(input(true)).log, llm_calls: [{ task: "main", llm_model_name: "demo-model" }] },
    };
    expect(await countsIn(json(log))).toMatchObject({ targets: ["demo-model"], complete: false });
  });

  test("none, broken and huge", async () => {
    expect(await countsIn(json(railTrace("a")))).toMatchObject({ inconclusive: 1 });
    await expect(resultsIn(lines(railTrace("a"), { trace_id: "b", spans: "none" }))).rejects.toThrow(
      "line 2",
    );
    await expect(resultsIn(oldRailTrace("a").slice(0, -20))).rejects.toThrow("cut short");
    const many = Array.from({ length: 20_000 }, (_, i) => railTrace(String(i), input(i % 2 === 0)));
    expect(await countsIn(lines(...many))).toMatchObject({ defended: 10_000, inconclusive: 10_000 });
  });
});
