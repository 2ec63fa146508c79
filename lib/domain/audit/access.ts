import "server-only";
import { permission } from "@/lib/platform/access/permission";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

export const auditRead = permission(
  "audit:read",
  "Read the audit trail of one's units and its checkpoints.",
  ["administrator", "lead", "compliance", "auditor"],
);
export const auditVerify = permission("audit:verify", "Have the whole audit chain recomputed.", [
  "administrator",
  "compliance",
  "auditor",
]);

/** Nobody's by role: the hourly job alone signs. */
export const auditSeal = permission(
  "audit:seal",
  "Sign how long the audit chain is. Nobody has this by role; the system does it by the hour.",
  [],
);

/** Returns the condition on entries this actor may see: those of the units where they hold the operation's permission. */
export function visibleTo({ units, actor }: Context, top: string): Prisma.AuditEntryWhereInput {
  return actor.kind === "system" || units.includes(top) ? {} : { unitId: { in: [...units] } };
}
