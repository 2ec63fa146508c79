import "server-only";
import { newRecoveryCodes, recoveryHash } from "@/lib/platform/auth/recovery-code";
import type { Transaction } from "@/lib/platform/database/client";

/** Makes ten recovery codes in place of all earlier ones and returns them: the only time that they are known. */
export async function freshRecoveryCodes(tx: Transaction, personId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  const hashes = await Promise.all(codes.map((code) => recoveryHash(code, personId)));
  await tx.recoveryCode.deleteMany({ where: { personId } });
  await tx.recoveryCode.createMany({
    data: hashes.flatMap((codeHash) => (codeHash ? [{ personId, codeHash }] : [])),
  });
  return codes;
}

/** Returns fresh recovery codes with the first second factor, and null while some are left. */
export async function firstRecoveryCodes(tx: Transaction, personId: string): Promise<string[] | null> {
  const left = await tx.recoveryCode.count({ where: { personId, usedAt: null } });
  return left > 0 ? null : freshRecoveryCodes(tx, personId);
}

/** Uses a recovery code up; false when it is none of the person's, or was used. */
export async function spendRecoveryCode(
  tx: Transaction,
  personId: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const codeHash = await recoveryHash(code, personId);
  if (!codeHash) return false;
  const spent = await tx.recoveryCode.updateMany({
    where: { personId, codeHash, usedAt: null },
    data: { usedAt: now },
  });
  return spent.count === 1;
}
