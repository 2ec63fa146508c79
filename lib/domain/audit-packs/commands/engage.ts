import "server-only";
import * as z from "zod";
import { packsEngage } from "@/lib/domain/audit-packs/access";
import { isOpen } from "@/lib/domain/audit-packs/rules";
import { engagementFields } from "@/lib/domain/audit-packs/schema";
import { personProblems } from "@/lib/domain/organization/people/access";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { authorOf } from "@/lib/platform/access/actor";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { addDays, dayIn, storedDay } from "@/lib/platform/time/day";
import { endOfDay } from "@/lib/platform/time/end-of-day";

/** An engagement lasts at most so many days; then another one says why. */
const longest = 366;
const answer = z.strictObject({ id: z.uuid() });

/** Lets somebody read one audit pack until the end of a day, and nothing else. */
export const engageAuditor = command({
  name: "audit-packs.engage",
  summary: "Let somebody read an audit pack until a day",
  permission: packsEngage,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...engagementFields }),
  output: answer,
  run: async (context, { id: packId, personId, purpose, endsOn }) => {
    const { tx, actor, now } = context;
    const pack = await tx.auditPack.findFirst({ where: { AND: [{ id: packId }, within(context)] } });
    if (!pack) throw new NotFound();
    if (pack.builtAt === null) throw new Conflict("The pack is not built yet. Wait until it is ready.");
    const timeZone = await timeZoneOf(tx);
    const problems = [
      ...(await personProblems(context, { personId })),
      ...dayProblems(endsOn, dayIn(timeZone, now)),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    const held = await tx.auditEngagement.findMany({ where: { packId, personId } });
    if (held.some((one) => isOpen(one, now)))
      throw new Conflict("They may read this pack already. End that first, to set another day.");
    const after = await tx.auditEngagement.create({
      data: {
        ...{ packId, personId, purpose, unitId: pack.unitId, createdById: authorOf(actor) },
        endsOn: storedDay(endsOn) ?? now,
        endsAt: endOfDay(endsOn, timeZone),
      },
    });
    const subject = { type: "audit-engagements", id: after.id, unitId: after.unitId };
    return { result: { id: after.id }, change: { subject, before: null, after } };
  },
});

/** Ends an engagement now: from the next request on its person finds nothing. */
export const endEngagement = command({
  name: "audit-engagements.end",
  summary: "End somebody's reading of an audit pack now",
  permission: packsEngage,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  output: answer,
  run: async (context, { id }) => {
    const { tx, actor, now } = context;
    const before = await tx.auditEngagement.findFirst({ where: { AND: [{ id }, within(context)] } });
    if (!before) throw new NotFound();
    const ended = await tx.auditEngagement.updateMany({
      where: { id, endedAt: null },
      data: { endedAt: now, endedById: authorOf(actor) },
    });
    if (ended.count === 0 || before.endsAt <= now) throw new Conflict("It has ended already.");
    const after = await tx.auditEngagement.findUniqueOrThrow({ where: { id } });
    return {
      result: { id },
      change: { subject: { type: "audit-engagements", id, unitId: before.unitId }, before, after },
    };
  },
});

function within({ actor, units }: Context) {
  return actor.kind === "system" ? {} : { unitId: { in: [...units] } };
}

function dayProblems(endsOn: string, today: string) {
  const [first, last] = [today, addDays(today, longest)];
  if (endsOn >= first && endsOn <= last) return [];
  return [{ path: "endsOn", message: `Choose a day from ${first} to ${last}.` }];
}
