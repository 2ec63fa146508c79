import "server-only";
import type { Transaction } from "@/lib/platform/database/client";
import { Conflict } from "@/lib/platform/errors/public-error";

const permanent = { role: "administrator", endsAt: null, unit: { is: { parentId: null } } };

/** Makes every change that could remove an administrator wait for the one before, so that two cannot pass at once. */
export async function lockAdministrators(tx: Transaction): Promise<void> {
  await tx.$queryRaw`select pg_advisory_xact_lock(hashtext('plumbline administrators'))::text`;
}

/** Returns whether somebody active administers the whole organisation without an end date. */
export async function hasAdministrator(tx: Transaction): Promise<boolean> {
  return (await tx.grant.count({ where: { ...permanent, person: { is: { status: "active" } } } })) > 0;
}

async function isAdministrator(tx: Transaction, personId: string): Promise<boolean> {
  return (await tx.grant.count({ where: { ...permanent, personId } })) > 0;
}

/** Runs a change to the person's account or roles; throws Conflict when it would leave the organisation without an administrator. */
export async function keepingAnAdministrator<T>(
  tx: Transaction,
  personId: string,
  change: () => Promise<T>,
): Promise<T> {
  await lockAdministrators(tx);
  const concerned = await isAdministrator(tx, personId);
  const result = await change();
  if (!concerned || (await hasAdministrator(tx))) return result;
  throw new Conflict(
    "This is the last active administrator of the organisation without an end date. Give somebody else the role at the top unit first.",
  );
}
