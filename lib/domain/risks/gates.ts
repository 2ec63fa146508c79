import "server-only";
import type { Level } from "@/lib/domain/risks/method";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { levelOf, riskRef, shownStatus } from "@/lib/domain/risks/rules";
import type { RiskStatus } from "@/lib/domain/risks/schema";
import type { Context } from "@/lib/platform/operation/operation";
import type { GateCondition } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

const levels: readonly { value: Level; label: string }[] = [
  { value: "low", label: "Low" },
  { value: "medium", label: "Medium" },
  { value: "high", label: "High" },
  { value: "critical", label: "Critical" },
];

const scored: GateCondition = {
  key: "risks.scored",
  label: "It has a risk, and every risk of it is scored",
  async check(context, { id }) {
    const risks = await risksOf(context, id);
    if (risks.length === 0) {
      return { state: "unknown", found: "No risk is linked to it.", mend: `/risks/new?systems=${id}` };
    }
    const open = risks.filter(({ currentScore }) => currentScore === 0);
    if (open.length === 0) return { state: "holds", found: `All ${risks.length} are scored.` };
    return { state: "unknown", found: `Not scored: ${refs(open)}.`, mend: `/risks/${open[0]?.id}` };
  },
};

const noOpen: GateCondition = {
  key: "risks.open-level",
  label: "No risk of it at these levels is open, unless accepted",
  parameter: { kind: "choices", label: "Levels", options: levels, initial: ["high", "critical"] },
  async check(context, { id }, value) {
    const { method, today } = await groundOf(context);
    const wanted = Array.isArray(value) ? value : [];
    const risks = await risksOf(context, id);
    const unaccepted = risks.filter(
      ({ status, acceptedUntil }) =>
        shownStatus(status as RiskStatus, dayText(acceptedUntil), today) !== "accepted",
    );
    const bad = unaccepted.filter(({ currentScore }) => wanted.includes(levelOf(currentScore, method) ?? ""));
    if (bad.length > 0) return { state: "fails", found: `Open: ${refs(bad)}.`, mend: `/risks/${bad[0]?.id}` };
    const unscored = unaccepted.filter(({ currentScore }) => currentScore === 0);
    if (unscored.length > 0) {
      return { state: "unknown", found: `Not scored: ${refs(unscored)}.`, mend: `/risks/${unscored[0]?.id}` };
    }
    return { state: "holds", found: risks.length > 0 ? "None is." : "No risk is linked to it." };
  },
};

/** The conditions that the risk register offers to gates; closed risks do not count. */
export const riskConditions: readonly GateCondition[] = [scored, noOpen];

type Linked = Awaited<ReturnType<typeof risksOf>>[number];

function risksOf({ tx }: Context, systemId: string) {
  return tx.risk.findMany({
    where: { systems: { some: { systemId } }, status: { not: "closed" } },
    select: { id: true, number: true, status: true, currentScore: true, acceptedUntil: true },
    orderBy: { currentScore: "desc" },
  });
}

function refs(risks: readonly Linked[]): string {
  return risks.map(({ number }) => riskRef(number)).join(", ");
}
