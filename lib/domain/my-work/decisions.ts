import "server-only";
import { systemsApprove } from "@/lib/domain/inventory/systems/access";
import { moveKind, signersOf } from "@/lib/domain/inventory/systems/approvals/rules";
import { moveSnapshot } from "@/lib/domain/inventory/systems/approvals/schema";
import { gatesSetting } from "@/lib/domain/inventory/systems/gates/settings";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import { risksAccept, visibleTo } from "@/lib/domain/risks/access";
import { obstacleTo } from "@/lib/domain/risks/acts/rules";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { situationOf } from "@/lib/domain/risks/queries/risk";
import { riskRef } from "@/lib/domain/risks/rules";
import { acceptanceKind } from "@/lib/domain/risks/schema";
import { holdsRole, unitsWith } from "@/lib/platform/access/actor";
import type { Role } from "@/lib/platform/access/role";
import type { Context } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

const most = 500;

/** Returns the acceptances that wait for a signature which this person may give. */
export async function decisionsForMe(context: Context, ground: Ground): Promise<WorkItem[]> {
  const { tx, actor } = context;
  const units = unitsWith(actor, risksAccept);
  if (units.length === 0) return [];
  const waiting = await tx.decision.findMany({
    where: { kind: acceptanceKind, state: "requested", unitId: { in: units } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: most,
  });
  if (waiting.length === 0) return [];
  const risks = await tx.risk.findMany({
    where: { AND: [visibleTo(context), { id: { in: waiting.map(({ subjectId }) => subjectId) } }] },
    select: {
      id: true,
      number: true,
      title: true,
      status: true,
      currentScore: true,
      category: true,
      unitId: true,
      acceptedUntil: true,
    },
  });
  const byId = new Map(risks.map((risk) => [risk.id, risk]));
  return waiting.flatMap((pending) => {
    const risk = byId.get(pending.subjectId);
    if (!risk || obstacleTo("accept", situationOf(actor, risk, pending, ground))) return [];
    return [
      {
        key: `decision-${pending.id}`,
        kind: "decision" as const,
        title: risk.title,
        detail: `${riskRef(risk.number)}, current score ${risk.currentScore}`,
        href: `/risks/${risk.id}#acceptance`,
        dueOn: null,
        askedOn: dayIn(ground.timeZone, pending.requestedAt),
      },
    ];
  });
}

/** Returns the moves of AI systems that wait for a signature which this person may give. */
export async function movesForMe(context: Context, { timeZone }: Ground): Promise<WorkItem[]> {
  const { tx, actor } = context;
  const units = unitsWith(actor, systemsApprove);
  if (units.length === 0) return [];
  const waiting = await tx.decision.findMany({
    where: { kind: moveKind, state: "requested", unitId: { in: units } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: most,
  });
  if (waiting.length === 0) return [];
  const { value: gates } = await readSetting(tx, gatesSetting);
  return waiting.flatMap(({ id, unitId, subjectId, authorIds, requestedAt, snapshot }) => {
    const { title, ref, asks, toStage } = moveSnapshot.parse(snapshot);
    const mine = signersOf(gates[toStage]).some((role) => holdsRole(actor, role as Role, unitId));
    if (!mine || authorIds.includes(actor.personId ?? "")) return [];
    return [
      {
        key: `decision-${id}`,
        kind: "decision" as const,
        title,
        detail: `${ref}, ${asks}`,
        href: `/systems/${subjectId}#approval`,
        dueOn: null,
        askedOn: dayIn(timeZone, requestedAt),
      },
    ];
  });
}
