import type { Effect, TestState } from "@/lib/domain/controls/schema";
import { formatDay } from "@/lib/platform/time/format-day";

/** Returns the short reference of a control, such as C-0012. */
export function controlRef(number: number): string {
  return `C-${String(number).padStart(4, "0")}`;
}

interface Tested {
  lastOutcome: string | null;
  /** YYYY-MM-DD, the day by which it is to be tested again. */
  nextTestOn: string | null;
}

/** Returns what the tests of a control say on a day (YYYY-MM-DD): a pass counts until its next test is late. */
export function testStateOf({ lastOutcome, nextTestOn }: Tested, today: string): TestState {
  if (lastOutcome === null) return "never";
  if (lastOutcome === "passed" && nextTestOn !== null && nextTestOn < today) return "stale";
  return lastOutcome as TestState;
}

/** How effective something is, and why; `by` tells the published rule from a person's decision against it. */
export interface Judged {
  effect: Effect;
  reason: string;
  by: "rule" | "person";
}

interface Designed {
  status: string;
  implementation: string | null;
  ownerId: string | null;
  design: string | null;
  designReason: string | null;
}

/**
 * Returns whether a control would do what it should: it must be in place, described and owned. A person may decide
 * otherwise, with a reason. Null where it does not apply.
 */
export function designOf(control: Designed): Judged | null {
  if (control.status === "not-applicable") return null;
  if (control.design !== null)
    return { effect: control.design as Effect, reason: control.designReason ?? "", by: "person" };
  const missing = [
    ...(control.implementation === null ? ["nobody has written how it is carried out"] : []),
    ...(control.ownerId === null ? ["nobody owns it"] : []),
  ];
  if (control.status === "planned") return byRule("unknown", "It is planned and not in place.");
  if (missing.length > 0) return byRule("unknown", `In place, but ${missing.join(" and ")}.`);
  return byRule("effective", "It is in place, described and owned.");
}

interface Operated extends Tested {
  status: string;
  lastTestedOn: string | null;
  operation: string | null;
  operationReason: string | null;
}

/**
 * Returns whether a control does what it should on a day (YYYY-MM-DD): a passed test that is not stale shows it, a failed
 * one shows the opposite, and everything else shows nothing. A person may decide otherwise, with a reason, until the next
 * test. Null where it does not apply.
 */
export function operationOf(control: Operated, today: string): Judged | null {
  const { status, lastTestedOn, nextTestOn, operation, operationReason } = control;
  if (status === "not-applicable") return null;
  if (status === "planned") return byRule("unknown", "It is planned and not in place.");
  if (operation !== null) return { effect: operation as Effect, reason: operationReason ?? "", by: "person" };
  const on = lastTestedOn === null ? "" : ` on ${formatDay(lastTestedOn)}`;
  const state = testStateOf(control, today);
  if (state === "failed") return byRule("ineffective", `Its test${on} failed.`);
  if (status === "failed") return byRule("ineffective", "It is said to have failed.");
  if (status === "implemented") return byRule("unknown", "It is in place; no test has shown that it works.");
  if (state === "passed") return byRule("effective", `Its test${on} passed.`);
  if (state === "never") return byRule("unknown", "It was never tested.");
  if (state === "stale")
    return byRule(
      "unknown",
      `Its test${on} passed, but the next one was due on ${formatDay(nextTestOn ?? "")}.`,
    );
  return byRule("unknown", `Its test${on} ended without a result: neither a pass nor a fail.`);
}

function byRule(effect: Effect, reason: string): Judged {
  return { effect, reason, by: "rule" };
}

/** Returns the status of a control after a test: a pass shows that it operates, a failure that it failed; nothing else moves it. */
export function statusAfterTest(status: string, outcome: string): string {
  if (outcome === "passed") return "operating";
  return outcome === "failed" ? "failed" : status;
}
/** Returns how much of a control counts: all, half or nothing of it, the weaker of design and operation deciding. */
export function shareOf(designed: Judged | null, operating: Judged | null): 0 | 0.5 | 1 {
  const both = [designed?.effect, operating?.effect];
  if (both.every((one) => one === "effective")) return 1;
  return both.every((one) => one === "effective" || one === "partly") ? 0.5 : 0;
}
