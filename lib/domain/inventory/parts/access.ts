import "server-only";
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
export function partAccess(concept: string, words: { one: string; many: string }): PartAccess {
  return {
    read: permission(`${concept}:read`, `Read the inventory of ${words.many}.`, everyRole),
    create: permission(`${concept}:create`, `Add a ${words.one} to the inventory.`, keepers),
    edit: permission(`${concept}:edit`, `Change and review the facts of a ${words.one}.`, keepers),
  };
}

/** A condition on any kind of part: each has a keeper's unit and links from the systems that use it. */
export interface PartWhere {
  OR?: ({ unitId: { in: string[] } } | { systems: { some: { unitId: { in: string[] } } } })[];
}

/**
 * Returns the condition on parts this actor may read: kept in a unit of theirs, above one, or used by a system that
 * they may read.
 */
export async function visibleTo(tx: Transaction, actor: Actor, { read }: PartAccess): Promise<PartWhere> {
  if (actor.kind === "system") return {};
  const units = unitsWith(actor, read);
  const keepers = new Set([...units, ...(await unitsAbove(tx, actor, units))]);
  return {
    OR: [
      { unitId: { in: [...keepers] } },
      { systems: { some: { unitId: { in: unitsWith(actor, systemsRead) } } } },
    ],
  };
}

// What lies above a unit lies above those below it too, so that the units of the grants stand for their subtrees. A
// token may be limited to a part of them, and then every unit is asked.
async function unitsAbove(tx: Transaction, actor: Actor, units: readonly string[]): Promise<string[]> {
  const granted = actor.grants.map(({ unitId }) => unitId).filter((unit) => units.includes(unit));
  const top = actor.within ? [...units] : [...new Set(granted)];
  const found = await tx.unit.findMany({ where: { id: { in: top } }, select: { path: true } });
  return found.flatMap(({ path }) => idsOnPath(path));
}
