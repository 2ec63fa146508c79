import "server-only";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { findStages } from "@/lib/domain/pasta-stages/queries/find";
import { stageKind } from "@/lib/domain/pasta-stages/schema";
import { threatModelsDecide } from "@/lib/domain/threat-models/access";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Context } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

const most = 200;

/** Returns what the stages of PASTA ask of this person: to sign one, and to mend one of their models whose sign-off is stale. */
export async function pastaStagesForMe(
  context: Context,
  personId: string,
  { timeZone }: { timeZone: string },
): Promise<WorkItem[]> {
  return [...(await stale(context, personId)), ...(await toSign(context, personId, timeZone))];
}

async function stale(context: Context, ownerId: string): Promise<WorkItem[]> {
  const rows = await context.tx.pastaStage.findMany({
    where: {
      state: "stale",
      model: { is: { ownerId, approach: { not: "stride" } } },
    },
    select: { id: true },
    take: most,
  });
  const found = await findStages(
    context,
    rows.map(({ id }) => id),
  );
  return found.map(({ id, ref, name, href = "" }) => ({
    ...{ key: `pasta-stage-${id}`, kind: "stage-stale" as const, title: name, href, dueOn: null },
    detail: `${ref}, its sign-off is stale`,
  }));
}

async function toSign(context: Context, personId: string, timeZone: string): Promise<WorkItem[]> {
  const units = unitsWith(context.actor, threatModelsDecide);
  if (units.length === 0) return [];
  const asked = await context.tx.decision.findMany({
    where: {
      ...{ kind: stageKind, state: "requested", unitId: { in: units } },
      NOT: { authorIds: { has: personId } },
    },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: most,
  });
  const byPasta = await context.tx.pastaStage.findMany({
    where: {
      id: { in: asked.map(({ subjectId }) => subjectId) },
      model: { is: { approach: { not: "stride" } } },
    },
    select: { id: true },
  });
  const found = await findStages(
    context,
    byPasta.map(({ id }) => id),
  );
  return asked.flatMap(({ id, subjectId, requestedAt }): WorkItem[] => {
    const stage = found.find((one) => one.id === subjectId);
    if (!stage) return [];
    return [
      {
        ...{ key: `decision-${id}`, kind: "decision", title: stage.name, dueOn: null },
        detail: `${stage.ref}, a sign-off is asked for`,
        href: `${stage.href}#sign-off`,
        askedOn: dayIn(timeZone, requestedAt),
      },
    ];
  });
}
