import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
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
