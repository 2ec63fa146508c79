import "server-only";
import { verdictRef } from "@/lib/domain/test-runs/gate/schema";
import type { GateCondition } from "@/lib/platform/registry/contributions";

const day = 86_400_000;

/** What gates of test results say before an AI system enters a stage. */
export const gateConditions: readonly GateCondition[] = [
  {
    key: "gates.passed",
    label: "The newest verdict by each gate policy is a pass",
    parameter: { kind: "number", label: "Not older than days", min: 1, max: 365, initial: 30 },
    async check({ tx, now }, { id: systemId }, value) {
      const newest = await tx.gateVerdict.findMany({
        where: { systemId, policy: { retiredAt: null } },
        distinct: ["policyId"],
        orderBy: [{ policyId: "asc" }, { createdAt: "desc" }, { id: "desc" }],
      });
      const mend = `/gate-verdicts?system=${systemId}`;
      if (newest.length === 0)
        return { state: "unknown", found: "No gate has decided on tests of it yet.", mend };
      const days = typeof value === "number" ? value : 30;
      const other = newest.find(({ verdict }) => verdict !== "pass");
      if (other)
        return {
          ...{ state: other.verdict === "fail" ? "fails" : "unknown", mend: `/gate-verdicts/${other.id}` },
          found: `${verdictRef(other.number)} by ${other.policyKey} is ${other.verdict}.`,
        };
      const old = newest.find(({ createdAt }) => now.getTime() - createdAt.getTime() > days * day);
      if (old)
        return {
          ...{ state: "unknown", mend },
          found: `${verdictRef(old.number)} by ${old.policyKey} is older than ${days} days.`,
        };
      const said = newest.map(({ number, policyKey }) => `${verdictRef(number)} by ${policyKey}`);
      return { state: "holds", found: `Passed: ${said.join(", ")}.` };
    },
  },
];
