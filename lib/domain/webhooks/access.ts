import "server-only";
import { unitsWith } from "@/lib/platform/access/actor";
import { permission } from "@/lib/platform/access/permission";
import type { Context } from "@/lib/platform/operation/operation";

export const webhooksRead = permission(
  "webhooks:read",
  "See the webhooks of one's units, and what came of their messages.",
  ["administrator", "lead", "compliance"],
);
export const webhooksKeep = permission(
  "webhooks:keep",
  "Make, change and switch webhooks of one's units, which tell what one may read oneself.",
  ["administrator", "lead"],
  { peopleOnly: true },
);

/** Returns the condition on webhooks and their messages this actor may see: those of the units where they may see webhooks. */
export function visibleTo({ actor }: Pick<Context, "actor">): { unitId?: { in: string[] } } {
  return actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, webhooksRead) } };
}
