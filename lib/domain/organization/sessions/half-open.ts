import "server-only";
import { v7 } from "uuid";
import * as z from "zod";
import { heldFactors, waysOf } from "@/lib/domain/organization/factors/held";
import type { SecondFactor } from "@/lib/domain/organization/factors/schema";
import { sessionsStart } from "@/lib/domain/organization/sessions/access";
import { newLinkSecret, secretHash } from "@/lib/platform/auth/secret";
import type { Transaction } from "@/lib/platform/database/client";
import { Unauthenticated } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

/** What comes next in a sign-in that was begun: a second factor is proven or set up, or a passkey says who it is. */
export type NextStep = "second-factor" | "enrolment" | "passkey";

/** Minutes for which a sign-in stays half open. */
const halfOpenMinutes = 10;

/** The key of a half-open sign-in, as its browser holds it. */
export const halfOpenKey = z.string({ error: "Sign in from the start." }).max(200);

/** Begins a half-open sign-in and returns its id and the key for its browser; only the key's hash is stored. */
export async function beginHalfOpen(
  tx: Transaction,
  begun: { personId: string | null; step: NextStep; by: string | null },
  now: Date,
): Promise<{ id: string; key: string }> {
  await tx.halfOpenSignIn.deleteMany({ where: { expiresAt: { lt: now } } });
  const [id, key] = [v7(), newLinkSecret()];
  const expiresAt = new Date(now.getTime() + halfOpenMinutes * 60_000);
  await tx.halfOpenSignIn.create({ data: { id, keyHash: secretHash(key), ...begun, expiresAt } });
  return { id, key };
}

/** Returns the half-open sign-in with this key at this step; throws Unauthenticated when there is none any more. */
export async function findHalfOpen(tx: Transaction, key: string, step: NextStep, now: Date) {
  const found = await tx.halfOpenSignIn.findUnique({ where: { keyHash: secretHash(key) } });
  if (!found || found.step !== step || found.expiresAt <= now) throw over();
  return found;
}

/** Ends a half-open sign-in: of two who finish it at once, one wins and the other gets Unauthenticated. */
export async function endHalfOpen(tx: Transaction, id: string): Promise<void> {
  const { count } = await tx.halfOpenSignIn.deleteMany({ where: { id } });
  if (count !== 1) throw over();
}

/** What the browser with this key has to do next to be in; null when nothing was begun, or ten minutes ago. */
export const readHalfOpen = query({
  name: "sessions.halfOpen",
  summary: "What comes next in a sign-in",
  permission: sessionsStart,
  secrets: true,
  input: z.strictObject({ key: halfOpenKey }),
  run: async ({ tx, now }, { key }) => {
    const found = await tx.halfOpenSignIn.findUnique({
      where: { keyHash: secretHash(key) },
      select: { step: true, expiresAt: true, personId: true, person: { select: { name: true } } },
    });
    if (!found?.person || found.personId === null || found.expiresAt <= now) return null;
    const ways: SecondFactor[] = waysOf(await heldFactors(tx, found.personId));
    return { step: found.step, personId: found.personId, name: found.person.name, ways };
  },
});

function over(): Unauthenticated {
  return new Unauthenticated(
    "This sign-in took more than ten minutes, or was finished. Sign in from the start.",
  );
}
