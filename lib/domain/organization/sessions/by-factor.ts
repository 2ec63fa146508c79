import "server-only";
import { v7 } from "uuid";
import * as z from "zod";
import { wrongCode } from "@/lib/domain/organization/factors/apps";
import { askForPasskey, spendPasskeyAnswer } from "@/lib/domain/organization/factors/passkeys";
import { proveSecondFactor } from "@/lib/domain/organization/factors/prove";
import {
  giveOneWay,
  oneWay,
  passkeyAnswer,
  type SecondFactorProof,
  secondFactorProof,
} from "@/lib/domain/organization/factors/schema";
import { sessionsStart } from "@/lib/domain/organization/sessions/access";
import { refuseSignIn } from "@/lib/domain/organization/sessions/by-password";
import {
  beginHalfOpen,
  endHalfOpen,
  findHalfOpen,
  halfOpenKey,
  readHalfOpen,
} from "@/lib/domain/organization/sessions/half-open";
import { comeIn, type Passage, type Place, startSession } from "@/lib/domain/organization/sessions/sign-in";
import { systemActor } from "@/lib/platform/access/actor";
import { type Changed, unchanged } from "@/lib/platform/audit/change";
import { admitAddress, admitSignIn, forgiveSignIn } from "@/lib/platform/auth/sign-in-throttle";
import { Invalid, Unauthenticated } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";

const place = { address: z.string(), userAgent: z.string() };

/**
 * Lets in whoever proves the second factor of a half-open sign-in. Throws Invalid for a wrong one, RateLimited after too many,
 * Unauthenticated when the sign-in is no longer open.
 */
export async function signInBySecondFactor(
  key: string,
  proof: SecondFactorProof,
  from: Place,
): Promise<Passage> {
  const system = systemActor("sign-in", v7());
  const open = await readHalfOpen.execute(system, { key });
  if (open?.step !== "second-factor") throw new Unauthenticated("Sign in from the start.");
  const { personId } = open;
  const attempt = { account: `second factor of ${personId}`, address: from.address, known: false };
  await admitSignIn(attempt);
  const passage = await finish.execute(system, { key, ...proof, ...from });
  if (passage) {
    await forgiveSignIn(attempt);
    return passage;
  }
  await refuseSignIn.execute(system, { personId, address: from.address, proof: "second factor" });
  if (proof.code !== undefined) throw wrongCode();
  throw new Invalid([
    proof.recovery === undefined
      ? { path: "", message: "This passkey does not belong to this account. Use another." }
      : { path: "recovery", message: "This is not one of your recovery codes, or it was used before." },
  ]);
}

const finish = command({
  name: "sessions.finishSignIn",
  summary: "Finish a sign-in by a second factor",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({ key: halfOpenKey, ...secondFactorProof, ...place }),
  run: async ({ tx, now }, { key, address, userAgent, ...proof }): Promise<Changed<Passage | null>> => {
    if (!oneWay(proof)) throw new Invalid(giveOneWay);
    const { id, personId, by } = await findHalfOpen(tx, key, "second-factor", now);
    if (personId === null) return unchanged<Passage | null>(null);
    const second = await proveSecondFactor(tx, id, personId, proof, now);
    if (second === null) return unchanged<Passage | null>(null);
    await endHalfOpen(tx, id);
    return startSession(tx, { personId, factors: `${by}+${second}`, address, userAgent }, now);
  },
});

/** Returns what the browser of a half-open sign-in needs to prove a passkey of the one who signs in. */
export const askForSecondPasskey = command({
  name: "sessions.askForPasskey",
  summary: "Ask for a passkey as the second factor",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({ key: halfOpenKey }),
  run: async ({ tx, now }, { key }) => {
    const { id, personId } = await findHalfOpen(tx, key, "second-factor", now);
    return unchanged({ options: await askForPasskey(tx, id, personId, now) });
  },
});

/** Begins a sign-in by passkey alone: returns what the browser needs, and the key that it keeps until it answers. */
export async function beginPasskeySignIn({ address }: Place) {
  await admitAddress(address);
  return beginByPasskey.execute(systemActor("sign-in", v7()), {});
}

const beginByPasskey = command({
  name: "sessions.beginPasskey",
  summary: "Begin a sign-in by passkey",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({}),
  run: async ({ tx, now }) => {
    const { id, key } = await beginHalfOpen(tx, { personId: null, step: "passkey", by: null }, now);
    return unchanged({ key, options: await askForPasskey(tx, id, null, now) });
  },
});

/** Lets in whoever proves a passkey that is known here; throws Unauthenticated for any other. */
export async function signInByPasskey(
  key: string,
  answer: z.infer<typeof passkeyAnswer>,
  from: Place,
): Promise<Passage> {
  const whose = await spendByPasskey.execute(systemActor("sign-in", v7()), { key, answer });
  if (whose === null)
    throw new Unauthenticated(
      "This passkey is not known here. Sign in with your password, or use another passkey.",
    );
  return comeIn(whose, "passkey", from);
}

const spendByPasskey = command({
  name: "sessions.provePasskey",
  summary: "Say whose passkey was proven",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({ key: halfOpenKey, answer: passkeyAnswer }),
  run: async ({ tx, now }, { key, answer }) => {
    const { id } = await findHalfOpen(tx, key, "passkey", now);
    const personId = await spendPasskeyAnswer(tx, id, null, answer, now);
    if (personId !== null) await endHalfOpen(tx, id);
    const active =
      personId !== null && (await tx.person.count({ where: { id: personId, status: "active" } })) > 0;
    return unchanged(active ? personId : null);
  },
});
