import "server-only";
import { assertRoom } from "@/lib/domain/organization/factors/apps";
import { keepChallenge, spendChallenge } from "@/lib/domain/organization/factors/challenges";
import { creationOptions, madePasskey, provenPasskey, requestOptions } from "@/lib/platform/auth/passkey";
import type { Transaction } from "@/lib/platform/database/client";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { Invalid } from "@/lib/platform/errors/public-error";

/** What a browser sends of a passkey. */
export interface PasskeyAnswer {
  id: string;
  response: object;
}

const used = { credentialId: true, publicKey: true, counter: true, transports: true } as const;

/** Returns what the browser needs to make a passkey for the person. */
export async function startPasskey(tx: Transaction, boundTo: string, personId: string, now: Date) {
  const person = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { id: true, email: true, name: true },
  });
  const held = await tx.passkey.findMany({ where: { personId }, select: used });
  const options = await creationOptions(person, held);
  await keepChallenge(tx, { boundTo, purpose: "make-passkey" }, options.challenge, now);
  return options;
}

/** Stores the passkey that the browser made; throws Invalid when it was not asked for or does not fit. */
export async function addPasskey(
  tx: Transaction,
  boundTo: string,
  { personId, name, answer }: { personId: string; name: string; answer: PasskeyAnswer },
  now: Date,
): Promise<{ id: string }> {
  assertRoom(await tx.passkey.count({ where: { personId } }));
  const challenge = await spendChallenge(tx, { boundTo, purpose: "make-passkey" }, now);
  if (challenge === null) throw tooLate();
  const made = await madePasskey(answer, challenge);
  return refuseDuplicate("name", "This passkey belongs to an account already.", () =>
    tx.passkey.create({ data: { ...made, personId, name }, select: { id: true } }),
  );
}

/** Returns what the browser needs to prove one of the person's passkeys, or any of this address. */
export async function askForPasskey(tx: Transaction, boundTo: string, personId: string | null, now: Date) {
  const held = personId === null ? [] : await tx.passkey.findMany({ where: { personId }, select: used });
  const options = await requestOptions(held);
  await keepChallenge(tx, { boundTo, purpose: "prove-passkey" }, options.challenge, now);
  return options;
}

/**
 * Returns whose passkey the browser proved; null for one that is not known here, or not the named person's. Throws Invalid when
 * it was not asked for or does not fit.
 */
export async function spendPasskeyAnswer(
  tx: Transaction,
  boundTo: string,
  personId: string | null,
  answer: PasskeyAnswer,
  now: Date,
): Promise<string | null> {
  const challenge = await spendChallenge(tx, { boundTo, purpose: "prove-passkey" }, now);
  if (challenge === null) throw tooLate();
  const stored = await tx.passkey.findUnique({ where: { credentialId: answer.id } });
  if (!stored || (personId !== null && stored.personId !== personId)) return null;
  const { counter, backedUp } = await provenPasskey(answer, challenge, stored);
  await tx.passkey.update({ where: { id: stored.id }, data: { counter, backedUp, lastUsedAt: now } });
  return stored.personId;
}

function tooLate(): Invalid {
  return new Invalid("It took more than ten minutes, or was done already. Try again.");
}
