import "server-only";
import { type Actor, unitsWith } from "@/lib/platform/access/actor";
import { permission } from "@/lib/platform/access/permission";
import { everyRole, type Role } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";

const keepers: readonly Role[] = ["administrator", "lead", "system-owner"];

export const systemsRead = permission("systems:read", "Read the inventory of AI systems.", everyRole);
export const systemsCreate = permission("systems:create", "Add an AI system to the inventory.", keepers);
export const systemsEdit = permission(
  "systems:edit",
  "Change and review the facts of an AI system, and link the parts it uses.",
  keepers,
);
export const systemsMove = permission(
  "systems:move",
  "Move an AI system to another stage of its life.",
  keepers,
);

export const systemsApprove = permission(
  "systems:approve",
  "Approve or refuse the move of an AI system that somebody else asked for.",
  ["lead", "executive", "compliance"],
);

export const systemsGates = permission(
  "systems:gates",
  "Set what must hold before an AI system enters a stage of its life.",
  ["administrator", "lead"],
);

/** Returns the condition on AI systems this actor may read: those of the units where they may read systems. */
export function visibleTo(actor: Actor): Prisma.SystemWhereInput {
  return actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, systemsRead) } };
}
