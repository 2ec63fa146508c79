import "server-only";
import type { Actor } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Transaction } from "@/lib/platform/database/client";

/** What a concept does when records of others change, in the transaction that changes them. */
export type Listener = (tx: Transaction, actor: Actor, changes: readonly Change[]) => Promise<void>;

// Shared, because the web server loads modules once for pages and once for the API.
const shared = globalThis as { plumblineListeners?: readonly Listener[] };

/** Makes known who listens; called once by the registry. */
export function listen(listeners: readonly Listener[]): void {
  shared.plumblineListeners = listeners;
}

/** Tells every concept that listens of what a command changed. */
export async function tellListeners(
  tx: Transaction,
  actor: Actor,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  for (const listener of shared.plumblineListeners ?? []) await listener(tx, actor, changes);
}
