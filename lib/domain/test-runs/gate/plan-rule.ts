import "server-only";
import type { RuleResult } from "@/lib/domain/test-runs/gate/gate-rules";
import { planRule } from "@/lib/domain/test-runs/gate/policy";
import type { PlanState } from "@/lib/domain/test-runs/plans/schema";

/** A test of the plan of the AI system, as it stands when the gate decides. */
export interface PlannedLine {
  ref: string;
  title: string;
  state: PlanState;
  reason: string;
}

/**
 * Returns what the test plan comes to as a rule of a gate: it fails with a test that fails, and is undecided while one is
 * missing, stale or undecided, where there is no plan, and where nobody knows it. What is open is named in a sentence each.
 */
export function planResult(plan: readonly PlannedLine[] | null): { rule: RuleResult; missing: string[] } {
  const seen = { id: planRule, effect: "block", limit: 0 } as const;
  const open = (plan ?? []).filter(({ state }) => state !== "met");
  const nothing =
    plan === null
      ? "The test plan of the AI system has to be met, and only the server knows it. Ask its gate."
      : plan.length === 0
        ? "The test plan has to be met, and the AI system has none."
        : null;
  if (nothing !== null)
    return { rule: { ...seen, result: "undecided", observed: null, reason: nothing }, missing: [nothing] };
  const failing = open.filter(({ state }) => state === "failing");
  return {
    rule: {
      ...{ ...seen, observed: open.length },
      result: failing.length > 0 ? "fail" : open.length > 0 ? "undecided" : "pass",
      reason: `${open.length} of ${plan?.length ?? 0} planned tests are not met${failing.length > 0 ? `: ${failing.map(({ ref }) => ref).join(", ")} failed` : ""}.`,
    },
    missing: open
      .filter(({ state }) => state !== "failing")
      .map(({ ref, title, state, reason }) => `${ref} ${title} is ${state}. ${reason}`),
  };
}
