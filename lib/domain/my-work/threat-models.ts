import "server-only";
import type { DecisionKind } from "@/lib/domain/decisions/schema";
import { ahead } from "@/lib/domain/my-work/rules";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { acceptanceKind } from "@/lib/domain/threat-models/acceptance/rules";
import { threatModelsDecide, visibleTo } from "@/lib/domain/threat-models/access";
import { countsOf } from "@/lib/domain/threat-models/queries/register";
import { signOffKind } from "@/lib/domain/threat-models/record/schema";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Decision } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays, dayIn, dayText, storedDay } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

const most = 200;

/** Returns what threat models ask of this person: threats to decide or answer, sign-offs that went stale, acceptances that end, and what is to be signed. */
export async function threatModelsForMe(
  context: Context,
  personId: string,
  { today, timeZone }: { today: string; timeZone: string },
): Promise<WorkItem[]> {
  return [
    ...(await mine(context, personId)),
    ...(await ending(context, personId, today)),
    ...(await toSign(context, personId, timeZone)),
    ...(await toAccept(context, personId, timeZone)),
  ];
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

async function ending(context: Context, ownerId: string, today: string): Promise<WorkItem[]> {
  const soon = storedDay(addDays(today, ahead.acceptances)) ?? context.now;
  const found = await context.tx.threat.findMany({
    where: {
      state: "accepted",
      until: { lte: soon },
      model: { is: { AND: [visibleTo(context), { ownerId }] } },
    },
    select: { id: true, number: true, title: true, until: true },
    orderBy: [{ until: "asc" }, { id: "asc" }],
    take: most,
  });
  return found.map(({ id, number, title, until }) => ({
    ...{ key: `threat-acceptance-${id}`, kind: "acceptance-ends" as const, title, detail: threatRef(number) },
    ...{ href: `/threats/${id}#acceptance`, dueOn: dayText(until) },
  }));
}

async function toAccept(context: Context, personId: string, timeZone: string): Promise<WorkItem[]> {
  const found = await askedOf(context, personId, acceptanceKind);
  const threats = await context.tx.threat.findMany({
    where: { id: { in: found.map(({ subjectId }) => subjectId) }, model: { is: visibleTo(context) } },
    select: { id: true, number: true, title: true },
  });
  return found.flatMap(({ id, subjectId, requestedAt, until }): WorkItem[] => {
    const threat = threats.find((one) => one.id === subjectId);
    if (!threat) return [];
    const last = dayText(until);
    return [
      {
        ...{ key: `decision-${id}`, kind: "decision" as const, title: threat.title },
        detail: `${threatRef(threat.number)}, to be accepted${last ? ` until ${formatDay(last)}` : ""}`,
        href: `/threats/${subjectId}#acceptance`,
        dueOn: null,
        askedOn: dayIn(timeZone, requestedAt),
      },
    ];
  });
}

// What waits for a signature where this person may give it, and had no part in it.
async function askedOf(context: Context, personId: string, kind: DecisionKind): Promise<Decision[]> {
  const units = unitsWith(context.actor, threatModelsDecide);
  if (units.length === 0) return [];
  return context.tx.decision.findMany({
    where: { ...{ kind, state: "requested", unitId: { in: units } }, NOT: { authorIds: { has: personId } } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: most,
  });
}

async function toSign(context: Context, personId: string, timeZone: string): Promise<WorkItem[]> {
  const found = await askedOf(context, personId, signOffKind);
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
