import "server-only";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { risksAccept } from "@/lib/domain/risks/access";
import { obstacleTo } from "@/lib/domain/risks/acts/rules";
import type { Ground } from "@/lib/domain/risks/queries/method";
import { situationOf } from "@/lib/domain/risks/queries/risk";
import { riskRef } from "@/lib/domain/risks/rules";
import { acceptanceKind } from "@/lib/domain/risks/schema";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Context } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

const most = 500;

/** Returns the acceptances that wait for a signature which this person may give. */
export async function decisionsForMe({ tx, actor }: Context, ground: Ground): Promise<WorkItem[]> {
  const units = unitsWith(actor, risksAccept);
  if (units.length === 0) return [];
  const waiting = await tx.decision.findMany({
    where: { kind: acceptanceKind, state: "requested", unitId: { in: units } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: most,
  });
  if (waiting.length === 0) return [];
  const risks = await tx.risk.findMany({
    where: { id: { in: waiting.map(({ subjectId }) => subjectId) } },
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
