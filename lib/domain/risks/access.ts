import "server-only";
import { type Actor, may, unitsWith } from "@/lib/platform/access/actor";
import { type Permission, permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

export const risksRead = permission("risks:read", "Read the risk register.", everyRole);
export const risksCreate = permission("risks:create", "Add a risk to the register.", [
  "administrator",
  "lead",
  "risk-owner",
  "system-owner",
]);
export const risksEdit = permission(
  "risks:edit",
  "Change, score, treat and close a risk, and ask for its acceptance.",
  ["administrator", "lead", "risk-owner"],
);
export const risksAccept = permission(
  "risks:accept",
  "Accept or refuse a risk that somebody else put forward; above appetite only with the role the organisation names.",
  ["lead", "compliance", "executive"],
);
export const risksReview = permission("risks:review", "Record a periodic review of a risk.", [
  "administrator",
  "lead",
  "risk-owner",
  "compliance",
]);
export const risksMethod = permission(
  "risks:method",
  "Set the scales, bands and appetite by which risks are scored.",
  ["administrator", "lead"],
);

/** Returns the condition on risks this actor may see: those of the units where they may read them. */
export function visibleTo({ actor }: Pick<Context, "actor">): Prisma.RiskWhereInput {
  return actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, risksRead) } };
}

/** Throws Forbidden unless the actor has the permission in the unit of a risk that they can see. */
export function assertMay(actor: Actor, needed: Permission, unitId: string): void {
  if (!may(actor, needed, unitId))
    throw new Forbidden(
      "You may read this risk but not do this with it. Ask an administrator of its business unit.",
    );
}
