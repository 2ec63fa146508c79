import "server-only";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { type Actor, unitsWith } from "@/lib/platform/access/actor";
import { type Permission, permission } from "@/lib/platform/access/permission";
import { everyRole, type Role } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";

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
  name?: { contains: string; mode: "insensitive" };
  unitId?: { in: string[] };
  unit?: Prisma.UnitWhereInput;
  systems?: { some: { unitId: { in: string[] } } };
  OR?: PartWhere[];
}

/**
 * Returns the condition on parts this actor may read: kept in a unit of theirs, above one, or used by a system that
 * they may read.
 */
export function visibleTo(actor: Actor, { read }: PartAccess): PartWhere {
  if (actor.kind === "system") return {};
  const units = unitsWith(actor, read);
  return {
    OR: [
      { unitId: { in: units } },
      { unit: above(topOf(actor, units), deepestTree) },
      { systems: { some: { unitId: { in: unitsWith(actor, systemsRead) } } } },
    ],
  };
}

/** Levels of business units above the one where somebody works; more than companies have. */
const deepestTree = 8;

// Prisma cannot compare the paths of two rows, so the tree is climbed one relation at a time.
function above(units: string[], levels: number): Prisma.UnitWhereInput {
  const child = { id: { in: units } };
  return { children: { some: levels === 1 ? child : { OR: [child, above(units, levels - 1)] } } };
}

// What lies above a unit lies above those below it too: the units of the grants stand for their subtrees. A token may
// be limited to a part of them, and then every unit is asked.
function topOf(actor: Actor, units: string[]): string[] {
  if (actor.within) return units;
  return actor.grants.map(({ unitId }) => unitId).filter((unit) => units.includes(unit));
}
