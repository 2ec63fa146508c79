import "server-only";
import { type Actor, may, unitsWith } from "@/lib/platform/access/actor";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

export const packsRead = permission(
  "audit-packs:read",
  "Read the audit packs of one's units, and who else may read them.",
  ["administrator", "lead", "compliance", "auditor"],
);
export const packsBuild = permission(
  "audit-packs:build",
  "Build audit packs of one's units, with what one may read there.",
  ["administrator", "lead", "compliance"],
);
export const packsEngage = permission(
  "audit-packs:engage",
  "Engage auditors: let somebody else read an audit pack, or the records of a unit, until a day; and end that.",
  ["administrator", "lead", "compliance"],
  { peopleOnly: true },
);
/** What somebody without any role has, too: the row of their engagement decides. */
export const packsOpen = permission(
  "audit-packs:open",
  "Open the audit packs that one may read, by a role or by an engagement; each time is in the audit trail.",
  [],
  { own: true },
);
export const signingKeysRead = permission(
  "signing-keys:read",
  "Read the public keys that check audit packs. They are published, so that no sign-in is needed.",
  everyRole,
);
export const signingKeysReplace = permission(
  "signing-keys:replace",
  "Replace the key that signs audit packs.",
  ["administrator"],
  { peopleOnly: true },
);

/** Returns the condition on packs this actor may see by a role: those of the units where they may read them. */
export function visibleTo({ actor }: Pick<Context, "actor">): Prisma.AuditPackWhereInput {
  return actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, packsRead) } };
}

/** Returns the condition on packs this actor may open: those, and the ones that an engagement opens to them now. */
export function openTo({ actor, now }: Pick<Context, "actor" | "now">): Prisma.AuditPackWhereInput {
  const engaged = {
    personId: actor.personId ?? "00000000-0000-0000-0000-000000000000",
    endedAt: null,
    endsAt: { gt: now },
  };
  return { OR: [visibleTo({ actor }), { builtAt: { not: null }, engagements: { some: engaged } }] };
}

/** Returns whether the actor reads packs of that unit by a role, and not by an engagement alone. */
export function readsByRole(actor: Actor, unitId: string): boolean {
  return may(actor, packsRead, unitId);
}
