import "server-only";
import { partConcept } from "@/lib/domain/inventory/parts/concepts/schema";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { idsOnPath } from "@/lib/domain/organization/units/rules";
import { type Actor, unitsWith } from "@/lib/platform/access/actor";
import { type Permission, permission } from "@/lib/platform/access/permission";
import { everyRole, type Role } from "@/lib/platform/access/role";
import type { Transaction } from "@/lib/platform/database/client";

export interface PartAccess {
  read: Permission;
  create: Permission;
  edit: Permission;
}

const keepers: readonly Role[] = ["administrator", "lead", "system-owner"];

/** Returns the permissions of one kind of part: read by every role, written by those who keep the inventory. */
export function partAccess(concept: string): PartAccess {
  const { one, many } = partConcept(concept);
  const article = /^[aeiou]/.test(one) ? "an" : "a";
  return {
    read: permission(`${concept}:read`, `Read the inventory of ${many}.`, everyRole),
    create: permission(`${concept}:create`, `Add ${article} ${one} to the inventory.`, keepers),
    edit: permission(`${concept}:edit`, `Change and review the facts of ${article} ${one}.`, keepers),
  };
}

/** A condition on parts of any kind, and on the list of all parts: each has a keeper's unit. */
export interface PartWhere {
  OR?: ({ unitId: { in: string[] } } | { id: { in: string[] } })[];
}

/**
 * Returns the condition on parts this actor may read: kept in a unit of theirs, above one, used by a system that they may
 * read, or needed by a part that they may read.
 */
export async function visibleTo(
  tx: Transaction,
  actor: Actor,
  { read }: Pick<PartAccess, "read">,
): Promise<PartWhere> {
  if (actor.kind === "system") return {};
  const [units, systems] = [unitsWith(actor, read), unitsWith(actor, systemsRead)];
  const known = reaches.get(tx) ?? new Map<string, Promise<PartWhere>>();
  reaches.set(tx, known);
  const key = JSON.stringify([units, systems]);
  const found = known.get(key) ?? reachOf(tx, actor, units, systems);
  known.set(key, found);
  return found;
}

// How far an actor reaches stays the same within a transaction: what it writes links only parts that it reads already.
const reaches = new WeakMap<Transaction, Map<string, Promise<PartWhere>>>();

async function reachOf(
  tx: Transaction,
  actor: Actor,
  units: readonly string[],
  systems: readonly string[],
): Promise<PartWhere> {
  const paths = await pathsAbove(tx, actor, units);
  const keepers = [...new Set([...units, ...paths.flat()])];
  // Whoever reads at the root reads every part; how far the links reach changes nothing.
  if (paths.some((path) => path.length === 1)) return { OR: [{ unitId: { in: keepers } }] };
  const reached = await tx.$queryRaw<{ id: string }[]>`
    select id from parts_beyond(${keepers}::uuid[], ${systems}::uuid[]) as r(id)`;
  return { OR: [{ unitId: { in: keepers } }, { id: { in: reached.map(({ id }) => id) } }] };
}

// What lies above a unit lies above those below it too, so that the units of the grants stand for their subtrees. A
// token may be limited to a part of them, and then every unit is asked.
async function pathsAbove(tx: Transaction, actor: Actor, units: readonly string[]): Promise<string[][]> {
  const granted = actor.grants.map(({ unitId }) => unitId).filter((unit) => units.includes(unit));
  const top = actor.within ? [...units] : [...new Set(granted)];
  const found = await tx.unit.findMany({ where: { id: { in: top } }, select: { path: true } });
  return found.map(({ path }) => idsOnPath(path));
}
