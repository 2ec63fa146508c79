import "server-only";
import type { ResultFormat, ResultRecord, TestCase, Verdict } from "@/lib/domain/test-runs/formats/format";
import {
  call,
  type GuardCall,
  outcome,
  traceColumns,
  type ValidationOutcome,
  type ValidatorLog,
} from "@/lib/domain/test-runs/formats/guardrails-ai/shapes";
import { entriesOf, recordsHave } from "@/lib/domain/test-runs/formats/source/entries";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { headingsOf, tableRows } from "@/lib/domain/test-runs/formats/source/table";

/**
 * What Guardrails AI says of a model's answers: outcomes, the history of calls, and its table of traces as CSV. Vulnerable means
 * that an answer did not pass its validators (the guard holds it back); one that passed, also after a repair, is defended.
 */
export const guardrailsAi: ResultFormat = {
  key: "guardrails-ai",
  name: "Guardrails AI",
  tool: "Guardrails AI",
  recognise(head) {
    if (recordsHave(head, "validationPassed")) return { version: "validation outcome", certainty: "certain" };
    if (recordsHave(head, "validation_passed"))
      return { version: "validation outcome, snake case", certainty: "certain" };
    const logged = ["validatorLogs", "validator_logs"].some((key) =>
      recordsHave(head, `iterations[].outputs.${key}`),
    );
    if (logged) return { version: "call history", certainty: "certain" };
    const headings = headingsOf(head);
    if (headings && traceColumns.every((name) => headings.includes(name)))
      return { version: "trace table", certainty: "certain" };
    return null;
  },
  async *parse(file, reading, head): AsyncGenerator<ResultRecord> {
    if (head.kind === "text") return yield* traced(file, reading);
    let repaired = 0;
    for await (const { value, where } of entriesOf(file, reading, head)) {
      if (typeof value === "object" && value !== null && "iterations" in value) {
        const one = reading.check(call, value, where);
        if (one) yield ofCall(one);
        continue;
      }
      const one = reading.check(outcome, value, where);
      if (!one) continue;
      if (one.validationPassed && changed(one)) repaired += 1;
      yield ofOutcome(one);
    }
    if (repaired > 0)
      reading.warn(`${repaired} answers passed only after the guard changed them; they count as defended.`);
  },
};

const guard = "guard";

function ofOutcome({ validationPassed, validationSummaries, error }: ValidationOutcome): TestCase {
  if (error) return { kind: "case", check: guard, outcome: "error" };
  // A validator that is not listed passed, or did not run: of that nothing is known.
  const verdicts = (validationSummaries ?? [])
    .filter(({ validatorStatus }) => validatorStatus !== "pass")
    .map(
      ({ validatorName }): Verdict => ({ check: validatorName, outcome: "vulnerable", failuresOnly: true }),
    );
  return {
    kind: "case",
    check: guard,
    outcome: validationPassed ? "defended" : "vulnerable",
    verdicts: validationPassed ? [] : verdicts,
  };
}

function changed({ rawLlmOutput, validatedOutput }: ValidationOutcome): boolean {
  return (
    typeof rawLlmOutput === "string" &&
    typeof validatedOutput === "string" &&
    rawLlmOutput !== validatedOutput
  );
}

// A call is as good as its last round: before that the guard asked the model again.
function ofCall({ iterations }: GuardCall): TestCase {
  const last = iterations.at(-1)?.outputs;
  const logs = iterations.flatMap(({ outputs }) => outputs?.validatorLogs ?? []);
  const verdicts = logs.map((log): Verdict => ({ check: nameOf(log), outcome: outcomeOf(log) }));
  const ofLast = (last?.validatorLogs ?? []).map(outcomeOf);
  if (last?.error) return { kind: "case", check: guard, outcome: "error", verdicts };
  const judged = ofLast.filter((one) => one !== "skipped");
  const whole = judged.includes("vulnerable") ? "vulnerable" : judged.length > 0 ? "defended" : "skipped";
  return { kind: "case", check: guard, outcome: whole, verdicts };
}

function nameOf({ registeredName, validatorName }: ValidatorLog): string {
  return registeredName || validatorName || "validator without a name";
}

function outcomeOf({ validationResult }: ValidatorLog): Verdict["outcome"] {
  if (validationResult?.outcome === "pass") return "defended";
  return validationResult?.outcome === "fail" ? "vulnerable" : "skipped";
}

// The last column holds "pass" or "fail" for a validator, the words of an exception for a guard that broke, else nothing.
async function* traced(file: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  for await (const { cells, line } of tableRows(file, reading)) {
    const check = cells["guard_name"] || "guard without a name";
    const said = (cells["exception_message"] ?? "").trim();
    reading.valid();
    const outcome =
      said === "pass" ? "defended" : said === "fail" ? "vulnerable" : said === "" ? "inconclusive" : "error";
    yield { kind: "case", check, outcome, caseId: cells["id"] || `line ${line}` };
  }
}
