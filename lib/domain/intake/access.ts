import "server-only";
import { type Actor, may, unitsWith } from "@/lib/platform/access/actor";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";

export const intakeRead = permission(
  "intake:read",
  "Read the proposals of one's units, and one's own.",
  everyRole,
);
export const intakePropose = permission("intake:propose", "Propose a use of AI.", [
  "administrator",
  "lead",
  "system-owner",
  "risk-owner",
  "executive",
  "compliance",
]);
export const intakeTriage = permission(
  "intake:triage",
  "Look through proposals: name owners, ask back, reopen.",
  ["administrator", "lead"],
);
export const intakeApprove = permission(
  "intake:approve",
  "Approve or decline a proposal that somebody else made; approving adds the AI system.",
  ["lead", "executive", "compliance"],
);

/** Returns the condition on proposals this actor may see: those of the units where they may read them, and their own. */
export function visibleTo(actor: Actor): Prisma.ProposalWhereInput {
  if (actor.kind === "system") return {};
  const own = actor.personId === null ? [] : [{ createdById: actor.personId }];
  return { OR: [{ unitId: { in: [...unitsWith(actor, intakeRead)] } }, ...own] };
}

/** Returns whether the actor may change what a proposal says: who made it, so that its approval is by other eyes. */
export function mayEdit(
  actor: Actor,
  { createdById, unitId }: { createdById: string; unitId: string },
): boolean {
  return actor.kind === "system" || (actor.personId === createdById && may(actor, intakePropose, unitId));
}
