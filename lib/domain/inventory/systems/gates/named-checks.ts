import "server-only";
import type { GateCheck } from "@/lib/domain/inventory/systems/gates/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { namesOf } from "@/lib/platform/audit/names";
import type { Transaction } from "@/lib/platform/database/client";

const ids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Returns how the actor is written into what is kept for good of a gate: by their id, since a name may have to be erased. */
export function writtenAs({ personId, name }: Actor): string {
  return personId ?? name;
}

/** Returns a function that puts the names of people, as they are now, where these checks hold their ids. */
export async function checkNames(
  tx: Transaction,
  kept: readonly GateCheck[],
): Promise<(checks: readonly GateCheck[]) => GateCheck[]> {
  const held = kept.flatMap(({ found, waived }) => `${found} ${waived?.by ?? ""}`.match(ids) ?? []);
  const names = await namesOf(tx, held);
  const named = (text: string) => text.replace(ids, (id) => names.get(id) ?? id);
  return (checks) =>
    checks.map(({ found, waived, ...check }) => ({
      ...check,
      found: named(found),
      ...(waived ? { waived: { ...waived, by: named(waived.by) } } : {}),
    }));
}
