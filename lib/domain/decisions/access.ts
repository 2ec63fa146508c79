import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

export const decisionsRead = permission(
  "decisions:read",
  "Read who asked for, signed and refused what, on which content, why and until when.",
  everyRole,
);

/** Returns the condition on decisions this actor may see: those of the units where they may read decisions. */
export function visibleTo(context: Context): Prisma.DecisionWhereInput {
  return withinUnits(context);
}
