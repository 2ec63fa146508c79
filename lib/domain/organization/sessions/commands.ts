import "server-only";
import { RateLimiterMemory } from "rate-limiter-flexible";
import * as z from "zod";
import { cancelLinks } from "@/lib/domain/organization/links/account-link";
import { assertGuessedByNobody } from "@/lib/domain/organization/links/password";
import { newPassword } from "@/lib/domain/organization/links/schema";
import { accountUse } from "@/lib/domain/organization/sessions/access";
import { endSessions, savePassword } from "@/lib/domain/organization/sessions/save-password";
import { unchanged } from "@/lib/platform/audit/change";
import { passwordFits } from "@/lib/platform/auth/password";
import { Forbidden, Invalid, NotFound, RateLimited } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

// In this process alone: the database's own counters would need a second connection within the transaction.
const guesses = new RateLimiterMemory({ points: 10, duration: 15 * 60 });

/** Ends the session that asks. */
export const signOut = command({
  name: "sessions.signOut",
  summary: "Sign out",
  permission: accountUse,
  secrets: true,
  input: z.strictObject({}),
  run: (context) => end(context, context.actor.sessionId),
});

/** Ends one of one's own sessions, wherever it is open. */
export const endSession = command({
  name: "sessions.end",
  summary: "End a session of one's own",
  permission: accountUse,
  secrets: true,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a session." }) }),
  run: (context, { id }) => end(context, id),
});

async function end({ tx, actor, now }: Context, id: string | null) {
  const before =
    id === null ? null : await tx.session.findFirst({ where: { id, personId: actor.personId ?? "" } });
  if (!before) throw new NotFound();
  if (before.revokedAt) return unchanged({ id: before.id });
  const after = await tx.session.update({ where: { id: before.id }, data: { revokedAt: now } });
  const change = {
    subject: { type: "sessions", id: before.id, unitId: await ownUnit(tx, before.personId) },
    before,
    after,
  };
  return { result: { id: before.id }, change };
}

/** Ends every session of one's own but the one that asks. */
export const endOtherSessions = command({
  name: "sessions.endOthers",
  summary: "End all other sessions of one's own",
  permission: accountUse,
  secrets: true,
  input: z.strictObject({}),
  output: z.strictObject({ ended: z.int() }),
  run: async ({ tx, actor, now }) => {
    const personId = actor.personId ?? "";
    const ended = await endSessions(tx, personId, now, actor.sessionId);
    if (ended === 0) return unchanged({ ended });
    const subject = { type: "people", id: personId, unitId: await ownUnit(tx, personId) };
    return { result: { ended }, change: { subject, before: null, after: { sessionsEnded: ended } } };
  },
});

/** Changes one's own password; every session ends, the one that asks among them. */
export const changePassword = command({
  name: "people.changePassword",
  summary: "Change one's own password",
  permission: accountUse,
  secrets: true,
  input: z.strictObject({
    current: z.string({ error: "Type your current password." }).max(1_000),
    password: newPassword,
  }),
  output: z.strictObject({ email: z.string() }),
  run: async ({ tx, actor, now }, { current, password }) => {
    const person = await tx.person.findUniqueOrThrow({
      where: { id: actor.personId ?? "" },
      include: { credential: { select: { passwordHash: true } } },
    });
    await assertPassword(person.id, current, person.credential?.passwordHash ?? null, "current");
    assertGuessedByNobody(password, person);
    const { before, after } = await savePassword(tx, person.id, password, now);
    await cancelLinks(tx, person.id, now);
    const subject = { type: "people", id: person.id, unitId: person.unitId };
    return { result: { email: person.email }, change: { subject, before, after } };
  },
});

/** Proves again, within the session that asks, who one is: before signatures, where the organisation asks for it. */
export const confirmSelf = command({
  name: "sessions.confirm",
  summary: "Give one's password again, to sign",
  permission: accountUse,
  secrets: true,
  // A second factor is given here as well, once there is one.
  input: z.strictObject({ password: z.string({ error: "Type your password." }).max(1_000) }),
  output: z.strictObject({ confirmedAt: z.string() }),
  run: async ({ tx, actor, now }, { password }) => {
    if (actor.sessionId === null) throw new Forbidden("Only whoever is signed in can do this.");
    const personId = actor.personId ?? "";
    const held = await tx.credential.findUnique({ where: { personId }, select: { passwordHash: true } });
    await assertPassword(personId, password, held?.passwordHash ?? null, "password");
    const before = await tx.session.findUniqueOrThrow({ where: { id: actor.sessionId } });
    const after = await tx.session.update({ where: { id: before.id }, data: { confirmedAt: now } });
    const subject = { type: "sessions", id: before.id, unitId: await ownUnit(tx, personId) };
    return { result: { confirmedAt: now.toISOString() }, change: { subject, before, after } };
  },
});

// A stolen session must not become a place to guess the password at leisure.
async function assertPassword(
  personId: string,
  password: string,
  passwordHash: string | null,
  path: string,
): Promise<void> {
  const guess = await guesses.penalty(personId);
  if (guess.consumedPoints > guesses.points) throw new RateLimited(Math.ceil(guess.msBeforeNext / 1000));
  if (!(await passwordFits(password, passwordHash)))
    throw new Invalid([{ path, message: "This is not your current password." }]);
  await guesses.delete(personId);
}

async function ownUnit(tx: Context["tx"], id: string): Promise<string> {
  return (await tx.person.findUniqueOrThrow({ where: { id }, select: { unitId: true } })).unitId;
}
