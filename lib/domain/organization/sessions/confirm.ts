import "server-only";
import * as z from "zod";
import { wrongCode } from "@/lib/domain/organization/factors/apps";
import { heldFactors, waysOf } from "@/lib/domain/organization/factors/held";
import { askForPasskey } from "@/lib/domain/organization/factors/passkeys";
import { proveSecondFactor } from "@/lib/domain/organization/factors/prove";
import {
  giveOneWay,
  oneWay,
  type SecondFactorProof,
  secondFactorProof,
} from "@/lib/domain/organization/factors/schema";
import { accountUse } from "@/lib/domain/organization/sessions/access";
import { guessing } from "@/lib/domain/organization/sessions/guessing";
import { unchanged } from "@/lib/platform/audit/change";
import { passkeyObstacle } from "@/lib/platform/auth/passkey";
import { passwordFits } from "@/lib/platform/auth/password";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

/** By what one can prove again who one is; with a passkey among them, what the browser needs for it. Throws Conflict where there is nothing. */
export const beginConfirm = command({
  name: "sessions.beginConfirm",
  summary: "By what one can prove again who one is",
  permission: accountUse,
  secrets: true,
  input: z.strictObject({}),
  run: async (context) => {
    const { tx, now } = context;
    const { personId, sessionId } = who(context);
    const ways = waysOf(await heldFactors(tx, personId));
    const password = ways.length > 0 || (await tx.credential.count({ where: { personId } })) > 0;
    if (!password)
      throw new Conflict(
        "You have neither a password nor a second factor here. Sign out, sign in again, and do this within ten minutes.",
      );
    const asks = ways.includes("passkey") && passkeyObstacle() === null;
    const passkey = asks ? await askForPasskey(tx, sessionId, personId, now) : null;
    return unchanged({ ways: ways.length > 0 ? ways : (["password"] as const), passkey });
  },
});

/**
 * Proves again, within the session that asks, who one is: by the second factor of whoever has one, by the password of everybody
 * else. Before signatures, where the organisation asks for it, and before what could open an account to others.
 */
export const confirmSelf = command({
  name: "sessions.confirm",
  summary: "Prove again who one is",
  permission: accountUse,
  secrets: true,
  input: z
    .strictObject({
      password: z.string({ error: "Type your password." }).max(1_000).optional(),
      ...secondFactorProof,
    })
    .refine(oneWay, "Give one proof: your password, or your second factor if you have one."),
  output: z.strictObject({ confirmedAt: z.string() }),
  run: async (context, { password, ...proof }) => {
    const { tx, now } = context;
    const { personId, sessionId } = who(context);
    const held = waysOf(await heldFactors(tx, personId));
    const proven = await guessing(personId, () =>
      held.length > 0 ? bySecondFactor(context, sessionId, proof) : byPassword(context, personId, password),
    );
    const before = await tx.session.findUniqueOrThrow({ where: { id: sessionId } });
    const after = await tx.session.update({ where: { id: sessionId }, data: { confirmedAt: now } });
    const { unitId } = await tx.person.findUniqueOrThrow({ where: { id: personId } });
    const subject = { type: "sessions", id: sessionId, unitId };
    return {
      result: { confirmedAt: now.toISOString() },
      change: { subject, before, after: { ...after, confirmedBy: proven } },
    };
  },
});

async function bySecondFactor({ tx, actor, now }: Context, sessionId: string, proof: SecondFactorProof) {
  if (!oneWay(proof))
    throw new Invalid([{ path: "password", message: `You have a second factor. ${giveOneWay}` }]);
  const proven = await proveSecondFactor(tx, sessionId, actor.personId ?? "", proof, now);
  if (proven !== null) return proven;
  if (proof.code !== undefined) throw wrongCode();
  throw new Invalid([
    proof.recovery === undefined
      ? { path: "", message: "This passkey is not yours. Use another." }
      : { path: "recovery", message: "This is not one of your recovery codes, or it was used before." },
  ]);
}

async function byPassword({ tx }: Context, personId: string, password: string | undefined) {
  if (password === undefined)
    throw new Invalid([{ path: "password", message: "You have no second factor. Type your password." }]);
  const held = await tx.credential.findUnique({ where: { personId }, select: { passwordHash: true } });
  if (await passwordFits(password, held?.passwordHash ?? null)) return "password";
  throw new Invalid([{ path: "password", message: "This is not your current password." }]);
}

function who({ actor }: Context): { personId: string; sessionId: string } {
  const { personId, sessionId } = actor;
  if (personId === null || sessionId === null) throw new Forbidden("Only whoever is signed in can do this.");
  return { personId, sessionId };
}
