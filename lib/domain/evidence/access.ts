import "server-only";
import { type Actor, may, unitsWith } from "@/lib/platform/access/actor";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

export const evidenceRead = permission(
  "evidence:read",
  "Read the evidence of one's units and what was asked for.",
  everyRole,
);
export const evidenceEdit = permission(
  "evidence:edit",
  "Add and change evidence, its files, and the records it bears on.",
  ["administrator", "lead", "system-owner", "risk-owner", "compliance"],
);
export const evidenceRequest = permission(
  "evidence:request",
  "Ask somebody for evidence, and withdraw the request.",
  ["administrator", "lead", "system-owner", "risk-owner", "compliance"],
);
export const evidenceGive = permission("evidence:give", "Hand in the evidence that one was asked for.", [
  "administrator",
  "lead",
  "system-owner",
  "risk-owner",
  "executive",
  "compliance",
  "reader",
]);

// What the operation asks for decides what may be done; what may be seen is decided by reading alone.
function readable(actor: Actor): { unitId?: { in: string[] } } {
  return actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, evidenceRead) } };
}

/** Returns the condition on evidence this actor may see: that of the units where they may read it. */
export function visibleTo({ actor }: Context): Prisma.EvidenceWhereInput {
  return readable(actor);
}

/** Returns the condition on links this actor may see: those on records of the units where they may read evidence. */
export function visibleLinks({ actor }: Context): Prisma.EvidenceLinkWhereInput {
  return readable(actor);
}

/** Returns the condition on requests this actor may see: those of the units where they may read evidence. */
export function visibleRequests({ actor }: Context): Prisma.EvidenceRequestWhereInput {
  return readable(actor);
}

/** Throws Forbidden unless the actor may change evidence in that unit, of which they see the record already. */
export function assertMayEdit(actor: Actor, unitId: string): void {
  if (may(actor, evidenceEdit, unitId)) return;
  throw new Forbidden("You may read this but not change its evidence. Ask the unit that keeps it.");
}

/** Returns whether the actor may answer a request: who was asked, whoever may add evidence there, or the system itself. */
export function mayAnswer(actor: Actor, request: { askedId: string | null; unitId: string }): boolean {
  const asked = request.askedId === actor.personId;
  return (asked && may(actor, evidenceGive, request.unitId)) || may(actor, evidenceEdit, request.unitId);
}
