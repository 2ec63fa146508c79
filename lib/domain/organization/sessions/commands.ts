import "server-only";
import * as z from "zod";
import { heldFactors, waysOf } from "@/lib/domain/organization/factors/held";
import { cancelLinks } from "@/lib/domain/organization/links/account-link";
import { assertGuessedByNobody } from "@/lib/domain/organization/links/password";
import { newPassword } from "@/lib/domain/organization/links/schema";
import { accountUse } from "@/lib/domain/organization/sessions/access";
import { guessing } from "@/lib/domain/organization/sessions/guessing";
import { endSessions, savePassword } from "@/lib/domain/organization/sessions/save-password";
import { unchanged } from "@/lib/platform/audit/change";
import { passwordFits } from "@/lib/platform/auth/password";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertSteppedUp } from "@/lib/platform/operation/step-up";

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
  stepUp: true,
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
  stepUp: true,
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
    // Whoever has a second factor gives it as well: a password alone must not be enough to replace itself.
    if (waysOf(await heldFactors(tx, person.id)).length > 0) assertSteppedUp(actor, now);
    assertGuessedByNobody(password, person);
    const { before, after } = await savePassword(tx, person.id, password, now);
    await cancelLinks(tx, person.id, now);
    const subject = { type: "people", id: person.id, unitId: person.unitId };
    return { result: { email: person.email }, change: { subject, before, after } };
  },
});

async function assertPassword(
  personId: string,
  password: string,
  passwordHash: string | null,
  path: string,
): Promise<void> {
  await guessing(personId, async () => {
    if (!(await passwordFits(password, passwordHash)))
      throw new Invalid([{ path, message: "This is not your current password." }]);
  });
}

async function ownUnit(tx: Context["tx"], id: string): Promise<string> {
  return (await tx.person.findUniqueOrThrow({ where: { id }, select: { unitId: true } })).unitId;
}
