import "server-only";
import { type Actor, may, unitsWith } from "@/lib/platform/access/actor";
import { type Permission, permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

export const threatModelsRead = permission(
  "threat-models:read",
  "Read the threat models of one's units, with their threats.",
  everyRole,
);
export const threatModelsWrite = permission(
  "threat-models:write",
  "Draw threat models, generate threats, decide them, and ask for acceptances and sign-offs.",
  ["administrator", "lead", "system-owner"],
);
export const threatModelsDecide = permission(
  "threat-models:decide",
  "Sign acceptances of threats, and threat models, that somebody else asked for.",
  ["lead", "executive", "compliance"],
);
export const threatRulesWrite = permission(
  "threat-rules:write",
  "Switch threat rules on and off, change what they suggest, and write rules of one's own.",
  ["administrator", "lead"],
);

/** Returns the condition on threat models this actor may see: those of the units where they may read them. */
export function visibleTo({ actor }: Pick<Context, "actor">): Prisma.StoredThreatModelWhereInput {
  return actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, threatModelsRead) } };
}

/** Throws Forbidden unless the actor has the permission in the unit of a threat model that they can see. */
export function assertMay(actor: Actor, needed: Permission, unitId: string): void {
  if (!may(actor, needed, unitId))
    throw new Forbidden(
      "You may read this threat model but not do this with it. Ask the unit that keeps it.",
    );
}
