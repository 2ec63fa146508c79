import "server-only";
import { idsOnPath } from "@/lib/domain/organization/units/rules";
import { unitsWith } from "@/lib/platform/access/actor";
import { type Permission, permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { FieldProblem } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

export const unitsRead = permission(
  "units:read",
  "See the business units in which one has a role.",
  everyRole,
);
export const unitsEdit = permission("units:edit", "Add, rename, move and remove business units.", [
  "administrator",
]);

/** Returns the condition on units this actor may see: those where they hold the operation's permission. */
export function visibleTo({ units, actor }: Context): Prisma.UnitWhereInput {
  return actor.kind === "system" ? {} : { id: { in: [...units] } };
}

/** Returns a problem unless the actor may do this in that unit; foreign and absent look alike. */
export async function unitProblems(
  { tx, units, actor }: Context,
  unitId: string | undefined,
): Promise<FieldProblem[]> {
  if (unitId === undefined) return [];
  const own =
    actor.kind === "system" ? (await tx.unit.count({ where: { id: unitId } })) === 1 : units.includes(unitId);
  const message = "There is no such business unit where you may do this. Choose another.";
  return own ? [] : [{ path: "unitId", message }];
}

/** Returns the units in which the actor has a permission, and these with all that lie above them. */
export async function unitsWithAndAbove(
  { actor, tx }: Pick<Context, "actor" | "tx">,
  needed: Permission,
): Promise<{ units: string[]; above: string[] }> {
  const units = [...unitsWith(actor, needed)];
  const held = await tx.unit.findMany({ where: { id: { in: units } }, select: { path: true } });
  return { units, above: [...new Set(held.flatMap(({ path }) => idsOnPath(path)))] };
}
