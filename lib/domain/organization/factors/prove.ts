import "server-only";
import { spendAppCode } from "@/lib/domain/organization/factors/apps";
import { spendPasskeyAnswer } from "@/lib/domain/organization/factors/passkeys";
import { spendRecoveryCode } from "@/lib/domain/organization/factors/recovery";
import type { SecondFactor, SecondFactorProof } from "@/lib/domain/organization/factors/schema";
import type { Transaction } from "@/lib/platform/database/client";

/** Returns by what the person proved a second factor, which cannot be used again; null when the proof is wrong. */
export async function proveSecondFactor(
  tx: Transaction,
  boundTo: string,
  personId: string,
  { code, recovery, passkey }: SecondFactorProof,
  now: Date,
): Promise<SecondFactor | null> {
  if (code !== undefined) return (await spendAppCode(tx, personId, code, now)) ? "app" : null;
  if (recovery !== undefined)
    return (await spendRecoveryCode(tx, personId, recovery, now)) ? "recovery" : null;
  if (passkey === undefined) return null;
  return (await spendPasskeyAnswer(tx, boundTo, personId, passkey, now)) === null ? null : "passkey";
}
