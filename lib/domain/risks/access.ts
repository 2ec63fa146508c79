import "server-only";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Context } from "@/lib/platform/operation/operation";

export const risksRead = permission("risks:read", "Read the risk register.", everyRole);
export const risksCreate = permission("risks:create", "Add a risk to the register.", ["administrator", "lead", "risk-owner", "system-owner"]);
export const risksEdit = permission("risks:edit", "Change, score and treat a risk, and ask for its acceptance.", ["administrator", "lead", "risk-owner"]);
export const risksAccept = permission(
  "risks:accept",
  "Accept or refuse a risk that somebody else put forward; above appetite only with the role the organisation names.",
  ["lead", "compliance", "executive"],
);
export const risksReview = permission("risks:review", "Record a periodic review of a risk.", ["administrator", "lead", "risk-owner", "compliance"]);

/** Returns the condition on risks this actor may see: those of the units where they hold the operation's permission. */
export function visibleTo({ units, actor }: Context): Prisma.RiskWhereInput {
  return actor.kind === "system" ? {} : { unitId: { in: [...units] } };
}
