import "server-only";
import * as z from "zod";
import { controlsApprove, controlsRead, visibleTo } from "@/lib/domain/controls/access";
import { controlRef, operationOf } from "@/lib/domain/controls/rules";
import { exceptionKind, statementKind } from "@/lib/domain/controls/schema";
import { ahead } from "@/lib/domain/my-work/rules";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { may, unitsWith } from "@/lib/platform/access/actor";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays, dayIn, dayText, storedDay } from "@/lib/platform/time/day";

const most = 200;

/** Returns what controls ask of this person: tests that are due, failures, exceptions that end, and those to sign; today is YYYY-MM-DD. */
export async function controlsForMe(
  context: Context,
  personId: string,
  { today, timeZone }: { today: string; timeZone: string },
): Promise<WorkItem[]> {
  return [
    ...(await mine(context, personId, today)),
    ...(await exceptionsEnding(context, personId, today)),
    ...(await toSign(context, personId, timeZone)),
    ...(await statementsToSign(context, personId, timeZone)),
  ];
}

async function mine(context: Context, ownerId: string, today: string): Promise<WorkItem[]> {
  const soon = storedDay(addDays(today, ahead.reviews)) ?? context.now;
  const controls = await context.tx.control.findMany({
    where: {
      AND: [
        await visibleTo(context),
        { ownerId, status: { notIn: ["planned", "not-applicable"] } },
        {
          OR: [
            { nextTestOn: { lte: soon } },
            { status: "failed" },
            { lastOutcome: { in: ["failed", "error", "not-run"] } },
            { lastOutcome: null },
          ],
        },
      ],
    },
    orderBy: [{ nextTestOn: "asc" }, { id: "asc" }],
    take: most,
  });
  return controls.map((control) => {
    const { id, number, title } = control;
    const nextTestOn = dayText(control.nextTestOn);
    const judged = operationOf(
      { ...control, nextTestOn, lastTestedOn: dayText(control.lastTestedOn) },
      today,
    );
    const failed = judged?.effect === "ineffective";
    return {
      key: `control-${id}`,
      kind: failed ? "control-failed" : "control-test",
      title,
      detail: `${controlRef(number)}, ${judged?.reason ?? ""}`,
      href: `/controls/${id}#tests`,
      dueOn: failed ? null : nextTestOn,
    };
  });
}

async function exceptionsEnding(context: Context, personId: string, today: string): Promise<WorkItem[]> {
  const soon = storedDay(addDays(today, ahead.acceptances)) ?? context.now;
  const found = await context.tx.decision.findMany({
    where: { kind: exceptionKind, state: "granted", requestedById: personId, until: { lte: soon } },
    take: most,
  });
  const known = await named(context, found);
  return found.flatMap(({ id, subjectId, until }) => {
    const control = known.get(subjectId);
    const end = dayText(until);
    if (!control || end === null || end < today) return [];
    const detail = controlRef(control.number);
    return [
      {
        ...{ key: `exception-${id}`, kind: "exception-ends" as const, title: control.title, detail },
        href: `/controls/${subjectId}#exception`,
        dueOn: end,
      },
    ];
  });
}

async function toSign(context: Context, personId: string, timeZone: string): Promise<WorkItem[]> {
  const units = unitsWith(context.actor, controlsApprove);
  if (units.length === 0) return [];
  const found = await context.tx.decision.findMany({
    where: {
      ...{ kind: exceptionKind, state: "requested", unitId: { in: units } },
      NOT: { authorIds: { has: personId } },
    },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: most,
  });
  const known = await named(context, found);
  return found.flatMap(({ id, subjectId, requestedAt }) => {
    const control = known.get(subjectId);
    if (!control) return [];
    return [
      {
        key: `decision-${id}`,
        kind: "decision" as const,
        title: control.title,
        detail: `${controlRef(control.number)}, an exception is asked for`,
        href: `/controls/${subjectId}#exception`,
        dueOn: null,
        askedOn: dayIn(timeZone, requestedAt),
      },
    ];
  });
}

const seen = z.looseObject({ title: z.string(), framework: z.looseObject({ key: z.string() }) });

async function statementsToSign(context: Context, personId: string, timeZone: string): Promise<WorkItem[]> {
  const units = unitsWith(context.actor, controlsApprove);
  if (units.length === 0) return [];
  const found = await context.tx.decision.findMany({
    where: {
      ...{ kind: statementKind, state: "requested", unitId: { in: units } },
      NOT: { authorIds: { has: personId } },
    },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
    take: most,
  });
  return found.flatMap(({ id, unitId, snapshot, requestedAt }) => {
    const read = seen.safeParse(snapshot).data;
    if (!read || !may(context.actor, controlsRead, unitId)) return [];
    return [
      {
        ...{ key: `decision-${id}`, kind: "decision" as const, title: read.title },
        detail: "Statement of Applicability",
        href: `/frameworks/${read.framework.key}/statement?unitId=${unitId}#approval`,
        dueOn: null,
        askedOn: dayIn(timeZone, requestedAt),
      },
    ];
  });
}

async function named(context: Context, decisions: readonly { subjectId: string }[]) {
  const found = await context.tx.control.findMany({
    where: {
      AND: [{ id: { in: decisions.map(({ subjectId }) => subjectId) } }, await visibleTo(context)],
    },
    select: { id: true, number: true, title: true },
  });
  return new Map(found.map((one) => [one.id, one]));
}
