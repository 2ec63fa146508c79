import "server-only";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { threatModelsDecide, visibleTo } from "@/lib/domain/threat-models/access";
import { countsOf } from "@/lib/domain/threat-models/queries/register";
import { signOffKind } from "@/lib/domain/threat-models/record/schema";
import { modelRef } from "@/lib/domain/threat-models/rules";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Context } from "@/lib/platform/operation/operation";
import { dayIn, dayText } from "@/lib/platform/time/day";

const most = 200;

/** Returns what threat models ask of this person: threats to decide or answer, sign-offs that went stale, and models to sign. */
export async function threatModelsForMe(
  context: Context,
  personId: string,
  { timeZone }: { timeZone: string },
): Promise<WorkItem[]> {
  return [...(await mine(context, personId)), ...(await toSign(context, personId, timeZone))];
}

async function mine(context: Context, ownerId: string): Promise<WorkItem[]> {
  const models = await context.tx.storedThreatModel.findMany({
    where: { AND: [visibleTo(context), { ownerId }] },
    orderBy: [{ nextReviewOn: "asc" }, { id: "asc" }],
    take: most,
  });
  const counted = await countsOf(
    context.tx,
    models.map(({ id }) => id),
  );
  return models.flatMap(({ id, number, title, state, nextReviewOn }): WorkItem[] => {
    const { open, needsAnswer, toConfirm } = counted(id);
    const [ref, dueOn] = [modelRef(number), dayText(nextReviewOn)];
    const waiting = [
      ...(toConfirm > 0 ? [`${toConfirm} to confirm`] : []),
      ...(open > 0 ? [`${open} open`] : []),
      ...(needsAnswer > 0 ? [`${needsAnswer} need answers`] : []),
    ].join(", ");
    if (state === "stale") {
      const detail = `${ref}, its sign-off is stale${waiting ? `: ${waiting}` : ""}`;
      return [
        {
          key: `threat-model-${id}`,
          kind: "threat-model-stale",
          title,
          detail,
          href: `/threat-models/${id}/drift`,
          dueOn,
        },
      ];
    }
    if (waiting === "") return [];
    const href = `/threat-models/${id}/threats`;
    return [{ key: `threat-model-${id}`, kind: "threats", title, detail: `${ref}, ${waiting}`, href, dueOn }];
  });
}

async function toSign(context: Context, personId: string, timeZone: string): Promise<WorkItem[]> {
  const units = unitsWith(context.actor, threatModelsDecide);
  if (units.length === 0) return [];
  const found = await context.tx.decision.findMany({
    where: {
      ...{ kind: signOffKind, state: "requested", unitId: { in: units } },
      NOT: { authorIds: { has: personId } },
    },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: most,
  });
  const models = await context.tx.storedThreatModel.findMany({
    where: { AND: [visibleTo(context), { id: { in: found.map(({ subjectId }) => subjectId) } }] },
    select: { id: true, number: true, title: true },
  });
  return found.flatMap(({ id, subjectId, requestedAt }): WorkItem[] => {
    const model = models.find((one) => one.id === subjectId);
    if (!model) return [];
    return [
      {
        ...{ key: `decision-${id}`, kind: "decision" as const, title: model.title },
        detail: `${modelRef(model.number)}, a sign-off is asked for`,
        href: `/threat-models/${subjectId}#sign-off`,
        dueOn: null,
        askedOn: dayIn(timeZone, requestedAt),
      },
    ];
  });
}
