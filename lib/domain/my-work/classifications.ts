import "server-only";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { classifiable, classificationsSign } from "@/lib/domain/obligations/access";
import { classificationKind } from "@/lib/domain/obligations/classifications/schema";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Context } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

const most = 200;

/** Returns the classifications that wait for a signature which this person may give, and the stale ones of their systems. */
export async function classificationsForMe(
  context: Context,
  personId: string,
  { timeZone }: { timeZone: string },
): Promise<WorkItem[]> {
  return [...(await toSign(context, personId, timeZone)), ...(await stale(context, personId))];
}

async function toSign(context: Context, personId: string, timeZone: string): Promise<WorkItem[]> {
  const units = unitsWith(context.actor, classificationsSign);
  if (units.length === 0) return [];
  const found = await context.tx.decision.findMany({
    where: {
      ...{ kind: classificationKind, state: "requested", unitId: { in: units } },
      NOT: { authorIds: { has: personId } },
    },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: most,
  });
  const systems = await context.tx.system.findMany({
    where: { AND: [{ id: { in: found.map(({ subjectId }) => subjectId) } }, classifiable(context)] },
    select: { id: true, number: true, name: true },
  });
  const byId = new Map(systems.map((one) => [one.id, one]));
  return found.flatMap(({ id, subjectId, requestedAt }) => {
    const system = byId.get(subjectId);
    if (!system) return [];
    return [
      {
        ...{ key: `decision-${id}`, kind: "decision" as const, title: system.name },
        detail: `${inventoryRef("S", system.number)}, EU AI Act classification`,
        href: `/systems/${subjectId}/classification#signature`,
        dueOn: null,
        askedOn: dayIn(timeZone, requestedAt),
      },
    ];
  });
}

async function stale(context: Context, personId: string): Promise<WorkItem[]> {
  const found = await context.tx.system.findMany({
    where: {
      AND: [
        classifiable(context),
        { ownerId: personId, stage: { not: "retired" }, classification: { is: { state: "stale" } } },
      ],
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: most,
    select: { id: true, number: true, name: true },
  });
  return found.map(({ id, number, name }) => ({
    key: `classification-${id}`,
    kind: "reclassify",
    title: name,
    detail: inventoryRef("S", number),
    href: `/systems/${id}/classification`,
    dueOn: null,
  }));
}
