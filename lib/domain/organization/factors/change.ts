import "server-only";
import {
  type HeldFactors,
  heldFactors,
  secondFactorNeededFrom,
  waysOf,
} from "@/lib/domain/organization/factors/held";
import { endSessions } from "@/lib/domain/organization/sessions/save-password";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";
import { Conflict } from "@/lib/platform/errors/public-error";

/** Whose second factors change, in which session, and as what the audit trail names it. */
interface FactorChange {
  personId: string;
  /** The session that stays; the others may be those of whoever is to be kept out. */
  sessionId: string | null;
  action: string;
  now: Date;
}

/**
 * Runs a change to a person's second factors and ends their other sessions. Returns the result with the change for the audit
 * trail: names and numbers before and after, no secrets. Throws Conflict when one would be left without the factor that
 * their role needs.
 */
export async function changingFactors<T>(
  tx: Transaction,
  { personId, sessionId, action, now }: FactorChange,
  work: () => Promise<T>,
): Promise<{ result: T; change: Change }> {
  const before = await heldFactors(tx, personId);
  const result = await work();
  const after = await heldFactors(tx, personId);
  await assertEnough(tx, personId, before, after, now);
  const sessionsEnded = await endSessions(tx, personId, now, sessionId);
  const { unitId } = await tx.person.findUniqueOrThrow({
    where: { id: personId },
    select: { unitId: true },
  });
  const subject = { type: "people", id: personId, unitId };
  return { result, change: { subject, before, after: { ...after, sessionsEnded }, action } };
}

async function assertEnough(
  tx: Transaction,
  personId: string,
  before: HeldFactors,
  after: HeldFactors,
  now: Date,
): Promise<void> {
  if (waysOf(before).length === 0 || waysOf(after).length > 0) return;
  if ((await secondFactorNeededFrom(tx, personId, now)) === null) return;
  throw new Conflict("Your role needs a second factor, and this is the last one. Add another first.");
}
