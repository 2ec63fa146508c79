import "server-only";
import type { Server } from "node:http";

// The framework loads this module once for the start and once for the addresses: both must see the same.
const kept = globalThis as { plumblineStopping?: { asked: boolean; servers: Set<Server> } };

function state() {
  kept.plumblineStopping ??= { asked: false, servers: new Set() };
  return kept.plumblineStopping;
}

/** Tells whether this process was asked to stop. */
export function isStopping(): boolean {
  return state().asked;
}

/** Notes that this process was asked to stop; returns the HTTP servers that have answered somebody. */
export function beginToStop(): ReadonlySet<Server> {
  state().asked = true;
  return state().servers;
}

/** Has the server closed when this process stops. */
export function stopWithOthers(server: Server): void {
  state().servers.add(server);
}
