import "server-only";
import { type Actor, may, unitsWith } from "@/lib/platform/access/actor";
import { type Permission, permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import { Forbidden } from "@/lib/platform/errors/public-error";

export const assessmentsRead = permission(
  "assessments:read",
  "Read the assessments of one's units with their answers, scores and decisions.",
  everyRole,
);
export const assessmentsAssign = permission(
  "assessments:assign",
  "Start assessments, say who answers what by when, withdraw and reopen them.",
  ["administrator", "lead", "compliance"],
);
export const assessmentsAnswer = permission(
  "assessments:answer",
  "Answer what one is asked in an assessment, and hand in those one owns.",
  ["administrator", "lead", "system-owner", "risk-owner", "executive", "compliance"],
);
export const assessmentsApprove = permission(
  "assessments:approve",
  "Approve, refuse or return an assessment in which one answered nothing.",
  ["lead", "compliance", "executive"],
);

// What the operation asks for decides what may be done; what may be seen is decided by reading alone.

/** Returns the condition on assessments this actor may see: those of the units where they may read them. */
export function visibleTo({ actor }: { actor: Actor }): { unitId?: { in: string[] } } {
  return actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, assessmentsRead) } };
}

/** Throws Forbidden unless the actor has the permission in the unit of an assessment that they can see. */
export function assertMay(actor: Actor, needed: Permission, unitId: string): void {
  if (!may(actor, needed, unitId))
    throw new Forbidden("You may read this assessment but not do this with it. Ask the AI security lead.");
}
