import "server-only";
import { v7 } from "uuid";
import * as z from "zod";
import { keepChallenge, spendChallenge } from "@/lib/domain/organization/factors/challenges";
import { appAddress, newAppSecret, stepOfCode } from "@/lib/platform/auth/one-time-code";
import { type QrCode, qrCode } from "@/lib/platform/auth/qr-code";
import { type SealedPlace, seal, unseal } from "@/lib/platform/crypto/sealed";
import type { Transaction } from "@/lib/platform/database/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";

/** What an authenticator app needs to be set up: the secret as text, and the same as a QR code. */
export interface AppToSetUp {
  secret: string;
  address: string;
  qr: QrCode;
}

/** More than anybody needs of one kind, and few enough to try each. */
const mostFactors = 10;

const waiting = z.object({ id: z.uuid(), secret: z.string() });

/** Where the secret of an authenticator app is stored. */
export function secretOf(id: string): SealedPlace {
  return { table: "authenticators", id, column: "secret" };
}

/** Makes the secret of a new app; nothing is stored with the person before a code of it was given. */
export async function startApp(
  tx: Transaction,
  boundTo: string,
  { email, organisation }: { email: string; organisation: string },
  now: Date,
): Promise<AppToSetUp> {
  const [id, secret] = [v7(), newAppSecret()];
  const value = JSON.stringify({ id, secret: seal(secret, secretOf(id)) });
  await keepChallenge(tx, { boundTo, purpose: "enrol-app" }, value, now);
  const address = appAddress(secret, `Plumbline (${organisation})`, email);
  return { secret, address, qr: qrCode(address) };
}

/** Stores the app once it gave a code; throws Invalid for a wrong code, and when setting it up was begun too long ago. */
export async function addApp(
  tx: Transaction,
  boundTo: string,
  { personId, name, code }: { personId: string; name: string; code: string },
  now: Date,
): Promise<{ id: string }> {
  assertRoom(await tx.authenticator.count({ where: { personId } }));
  const kept = await spendChallenge(tx, { boundTo, purpose: "enrol-app" }, now);
  if (kept === null) throw new Invalid("It took more than ten minutes. Begin again, with a new QR code.");
  const { id, secret } = waiting.parse(JSON.parse(kept));
  const step = stepOfCode(unseal(secret, secretOf(id)), code, now);
  if (step === null) throw wrongCode();
  await tx.authenticator.create({ data: { id, personId, name, secret, lastStep: step } });
  return { id };
}

/** Returns whether the code is one of the person's apps and was not given before; it then counts as given. */
export async function spendAppCode(
  tx: Transaction,
  personId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  for (const { id, secret } of await tx.authenticator.findMany({ where: { personId } })) {
    const step = stepOfCode(unseal(secret, secretOf(id)), code, now);
    if (step === null) continue;
    // A code of the last accepted step or an earlier one moves nothing; of two who send the same at once, one does.
    const spent = await tx.authenticator.updateMany({
      where: { id, lastStep: { lt: step } },
      data: { lastStep: step, lastUsedAt: now },
    });
    if (spent.count === 1) return true;
  }
  return false;
}

/** Throws Conflict when a person has as many factors of a kind as there may be. */
export function assertRoom(held: number): void {
  if (held >= mostFactors) throw new Conflict(`You have ${mostFactors} of these. Remove one first.`);
}

/** What is said of a code that is not accepted. */
export function wrongCode(): Invalid {
  return new Invalid([
    {
      path: "code",
      message:
        "This code is not accepted. Type the one that is shown now; each works once. Is the clock of your device right?",
    },
  ]);
}
