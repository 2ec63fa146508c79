import "server-only";
import { planOf } from "@/lib/domain/test-runs/plans/plan-of";
import type { GateCondition } from "@/lib/platform/registry/contributions";

/** What the test plan says before an AI system enters a stage. */
export const planConditions: readonly GateCondition[] = [
  {
    key: "tests.planMet",
    label: "Every test of its test plan is met",
    async check(context, { id }) {
      const tests = await planOf(context, id);
      const mend = `/systems/${id}#test-plan`;
      if (tests.length === 0) return { state: "unknown", found: "It has no test plan.", mend };
      const open = tests.filter(({ state }) => state !== "met");
      const [worst] = open;
      if (!worst) return { state: "holds", found: `All ${tests.length} planned tests are met.` };
      return {
        state: worst.state === "failing" ? "fails" : "unknown",
        found: `${open.length} of ${tests.length} planned tests are not met: ${open.map(({ ref, state }) => `${ref} ${state}`).join(", ")}.`,
        mend,
      };
    },
  },
];
