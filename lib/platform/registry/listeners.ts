import "server-only";
import type { Actor } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";

/** What a listener works with: as an operation does, in its transaction and with its rights. */
interface Heard {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly units: readonly string[];
  readonly now: Date;
}

/**
 * What a concept does when records of others change, in the transaction that changes them; the changes that it makes itself
 * join those of the command in the audit trail, and no listener hears of them.
 */
export type Listener = (context: Heard, changes: readonly Change[]) => Promise<readonly Change[]>;

// Shared, because the web server loads modules once for pages and once for the API.
const shared = globalThis as { plumblineListeners?: readonly Listener[] };

/** Makes known who listens; called once by the registry. */
export function listen(listeners: readonly Listener[]): void {
  shared.plumblineListeners = listeners;
}

/** Tells every concept that listens of what a command changed; returns what they changed in turn. */
export async function tellListeners(context: Heard, changes: readonly Change[]): Promise<Change[]> {
  const further: Change[] = [];
  if (changes.length === 0) return further;
  for (const listener of shared.plumblineListeners ?? []) further.push(...(await listener(context, changes)));
  return further;
}
