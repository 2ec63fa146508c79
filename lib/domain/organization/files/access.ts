import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

export const filesRead = permission("files:read", "Read the files of one's units.", everyRole);
export const filesCreate = permission("files:create", "Add files.", [
  "administrator",
  "lead",
  "system-owner",
  "risk-owner",
  "compliance",
]);

/** Returns the condition on files this actor may see: those of the units where they hold the operation's permission. */
export function visibleTo(context: Context): Prisma.StoredFileWhereInput {
  return withinUnits(context);
}
