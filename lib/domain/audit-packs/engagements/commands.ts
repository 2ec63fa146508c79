import "server-only";
import * as z from "zod";
import { packsEngage, visibleTo } from "@/lib/domain/audit-packs/access";
import {
  engagementFields,
  engagementRecord,
  longestEngagement,
  packEngagementFields,
} from "@/lib/domain/audit-packs/engagements/schema";
import { isOpen } from "@/lib/domain/audit-packs/rules";
import { endAuditor, giveAuditor } from "@/lib/domain/organization/grants/commands";
import { personProblems } from "@/lib/domain/organization/people/access";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { authorOf } from "@/lib/platform/access/actor";
import { Conflict, type FieldProblem, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";
import { addDays, dayIn, storedDay } from "@/lib/platform/time/day";
import { endOfDay } from "@/lib/platform/time/end-of-day";

const one = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Lets somebody read one audit pack until the end of a day, and nothing else. */
export const engageAuditor = command({
  name: "audit-packs.engage",
  summary: "Let somebody read an audit pack until a day",
  permission: packsEngage,
  input: one.extend(packEngagementFields),
  output: engagementRecord,
  run: async (context, { id: packId, personId, purpose, endsOn }) => {
    const { tx, actor, now } = context;
    const pack = await tx.auditPack.findFirst({
      where: { AND: [{ id: packId }, visibleTo(context), withinUnits(context)] },
    });
    if (!pack) throw new NotFound();
    if (pack.builtAt === null) throw new Conflict("The pack is not built yet. Wait until it is ready.");
    const timeZone = await timeZoneOf(tx);
    const today = dayIn(timeZone, now);
    const problems = [
      ...(await personProblems(context, { personId })),
      ...dayProblem("endsOn", endsOn, today, addDays(today, longestEngagement)),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    const held = await tx.auditEngagement.findMany({ where: { packId, personId } });
    if (held.some((engagement) => isOpen(engagement, now)))
      throw new Conflict("They may read this pack already. End that first, to set another day.");
    const after = await tx.auditEngagement.create({
      data: {
        ...{ packId, personId, purpose, unitId: pack.unitId, createdById: authorOf(actor) },
        ...{ startsOn: storedDay(today) ?? now, startsAt: now },
        ...{ endsOn: storedDay(endsOn) ?? now, endsAt: endOfDay(endsOn, timeZone) },
      },
    });
    const subject = { type: "audit-engagements", id: after.id, unitId: after.unitId };
    return { result: { id: after.id }, change: { subject, before: null, after } };
  },
});

/**
 * Engages somebody as an auditor of a unit: from the first day to the end of the last they hold the auditor's role there, which
 * reads and does nothing else.
 */
export const createEngagement = command({
  name: "audit-engagements.create",
  summary: "Engage an auditor",
  permission: packsEngage,
  secrets: true,
  stepUp: true,
  input: z.strictObject(engagementFields),
  output: engagementRecord,
  run: async (context, { personId, unitId, purpose, startsOn, endsOn }) => {
    const { tx, actor, now } = context;
    const timeZone = await timeZoneOf(tx);
    const today = dayIn(timeZone, now);
    const problems = [
      ...(await personProblems(context, { personId })),
      ...dayProblem("startsOn", startsOn, today, addDays(today, longestEngagement)),
      ...dayProblem("endsOn", endsOn, startsOn, addDays(startsOn, longestEngagement - 1)),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    const days = {
      startsAt: endOfDay(addDays(startsOn, -1), timeZone),
      endsAt: endOfDay(endsOn, timeZone),
    };
    const given = await giveAuditor(context, packsEngage, { personId, unitId, ...days });
    const held = { packId: null, personId, unitId, endedAt: null, endsAt: { gt: now } };
    if ((await tx.auditEngagement.count({ where: held })) > 0)
      throw new Conflict("They are engaged here already. End that first, to set other days.");
    const after = await tx.auditEngagement.create({
      data: {
        ...{ grantId: given.after.id, personId, unitId, purpose, createdById: authorOf(actor), ...days },
        ...{ startsOn: storedDay(startsOn) ?? now, endsOn: storedDay(endsOn) ?? now },
      },
    });
    const subject = { type: "audit-engagements", id: after.id, unitId };
    return { result: { id: after.id }, changes: [{ subject, before: null, after }, given] };
  },
});

/** Ends an engagement now, with the role that it came with: from the next request on its person finds nothing. */
export const endEngagement = command({
  name: "audit-engagements.end",
  summary: "End somebody's reading as an auditor now",
  permission: packsEngage,
  input: one,
  output: engagementRecord,
  run: async (context, { id }) => {
    const { tx, actor, now } = context;
    const before = await tx.auditEngagement.findFirst({ where: { AND: [{ id }, withinUnits(context)] } });
    if (!before) throw new NotFound();
    const ended = await tx.auditEngagement.updateMany({
      where: { id, endedAt: null },
      data: { endedAt: now, endedById: authorOf(actor) },
    });
    if (ended.count === 0 || before.endsAt <= now) throw new Conflict("It has ended already.");
    const after = await tx.auditEngagement.findUniqueOrThrow({ where: { id } });
    const role = before.grantId === null ? [] : await endAuditor(context, before.grantId);
    const subject = { type: "audit-engagements", id, unitId: before.unitId };
    return { result: { id }, changes: [{ subject, before, after }, ...role] };
  },
});

function dayProblem(path: string, day: string, first: string, last: string): FieldProblem[] {
  return day >= first && day <= last ? [] : [{ path, message: `Choose a day from ${first} to ${last}.` }];
}
