import "server-only";
import { risksRead } from "@/lib/domain/risks/access";
import type { Level } from "@/lib/domain/risks/method";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { levelOf, riskRef, shownStatus } from "@/lib/domain/risks/rules";
import type { RiskStatus } from "@/lib/domain/risks/schema";
import { may } from "@/lib/platform/access/actor";
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
    return { state: "unknown", found: `Not scored: ${refs(open)}.`, ...mendFirst(open) };
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
    if (bad.length > 0) return { state: "fails", found: `Open: ${refs(bad)}.`, ...mendFirst(bad) };
    const unscored = unaccepted.filter(({ currentScore }) => currentScore === 0);
    if (unscored.length > 0) {
      return { state: "unknown", found: `Not scored: ${refs(unscored)}.`, ...mendFirst(unscored) };
    }
    return { state: "holds", found: risks.length > 0 ? "None is." : "No risk is linked to it." };
  },
};

/** The conditions that the risk register offers to gates; closed risks do not count. */
export const riskConditions: readonly GateCondition[] = [scored, noOpen];

interface Linked {
  id: string;
  number: number;
  status: string;
  currentScore: number;
  acceptedUntil: Date | null;
  unitId: string;
  /** Whether the reader may be told which it is; it counts in any case. */
  named: boolean;
}

async function risksOf({ tx, actor }: Context, systemId: string): Promise<Linked[]> {
  const risks = await tx.$queryRaw<Omit<Linked, "named">[]>`select * from open_risks_of(${systemId}::uuid)`;
  return risks.map((risk) => ({
    ...risk,
    named: actor.kind === "system" || may(actor, risksRead, risk.unitId),
  }));
}

function refs(risks: readonly Linked[]): string {
  const others = risks.filter(({ named }) => !named).length;
  return [
    ...risks.flatMap(({ number, named }) => (named ? riskRef(number) : [])),
    ...(others > 0 ? [`${others} that you may not see`] : []),
  ].join(", ");
}

function mendFirst(risks: readonly Linked[]): { mend?: string } {
  const first = risks.find(({ named }) => named);
  return first ? { mend: `/risks/${first.id}` } : {};
}
