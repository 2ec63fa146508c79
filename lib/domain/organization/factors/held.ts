import "server-only";
import { neededFrom } from "@/lib/domain/organization/factors/rules";
import type { SecondFactor } from "@/lib/domain/organization/factors/schema";
import { signInSetting } from "@/lib/domain/organization/factors/settings";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import type { Transaction } from "@/lib/platform/database/client";

/** The second factors of a person as the audit trail tells of them: names and numbers, no secrets. */
export interface HeldFactors {
  authenticatorApps: string[];
  passkeys: string[];
  recoveryCodesLeft: number;
}

/** Returns what second factors a person holds. */
export async function heldFactors(tx: Transaction, personId: string): Promise<HeldFactors> {
  const named = { where: { personId }, orderBy: { createdAt: "asc" }, select: { name: true } } as const;
  const apps = await tx.authenticator.findMany(named);
  const passkeys = await tx.passkey.findMany(named);
  return {
    authenticatorApps: apps.map(({ name }) => name),
    passkeys: passkeys.map(({ name }) => name),
    recoveryCodesLeft: await tx.recoveryCode.count({ where: { personId, usedAt: null } }),
  };
}

/** Returns by what the person can prove a second factor; recovery codes only stand in for one they hold. */
export function waysOf({ authenticatorApps, passkeys, recoveryCodesLeft }: HeldFactors): SecondFactor[] {
  const ways: SecondFactor[] = [];
  if (authenticatorApps.length > 0) ways.push("app");
  if (passkeys.length > 0) ways.push("passkey");
  if (ways.length > 0 && recoveryCodesLeft > 0) ways.push("recovery");
  return ways;
}

/** Returns the instant from which the person needs a second factor by the organisation's rules, or null. */
export async function secondFactorNeededFrom(
  tx: Transaction,
  personId: string,
  now: Date,
): Promise<Date | null> {
  const { value } = await readSetting(tx, signInSetting);
  if (value.required.length === 0) return null;
  const grants = await tx.grant.findMany({
    where: { personId, OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    select: { role: true, createdAt: true },
  });
  return neededFrom(grants, value);
}
