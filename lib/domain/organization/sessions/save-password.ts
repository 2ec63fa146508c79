import "server-only";
import { hashPassword } from "@/lib/platform/auth/password";
import type { Transaction } from "@/lib/platform/database/client";

/** What the audit trail keeps of a password: when it was set, and how many sessions ended with it. */
interface PasswordChange {
  before: { passwordSetAt: Date | null };
  after: { passwordSetAt: Date; sessionsEnded: number };
}

/** Stores a new password and ends every session of the person in the same transaction. */
export async function savePassword(
  tx: Transaction,
  personId: string,
  password: string,
  now: Date,
): Promise<PasswordChange> {
  const held = await tx.credential.findUnique({ where: { personId }, select: { changedAt: true } });
  const passwordHash = await hashPassword(password);
  await tx.credential.upsert({
    where: { personId },
    create: { personId, passwordHash, changedAt: now },
    update: { passwordHash, changedAt: now },
  });
  const sessionsEnded = await endSessions(tx, personId, now);
  return { before: { passwordSetAt: held?.changedAt ?? null }, after: { passwordSetAt: now, sessionsEnded } };
}

/** Ends the person's sessions, all of them or all but one, and the sign-ins that are half open; returns how many sessions were open. */
export async function endSessions(
  tx: Transaction,
  personId: string,
  now: Date,
  except: string | null = null,
): Promise<number> {
  await tx.halfOpenSignIn.deleteMany({ where: { personId } });
  const other = except === null ? {} : { id: { not: except } };
  const ended = await tx.session.updateMany({
    where: { personId, revokedAt: null, ...other },
    data: { revokedAt: now },
  });
  return ended.count;
}
