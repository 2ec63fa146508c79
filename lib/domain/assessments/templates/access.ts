import "server-only";
import { unitsWithAndAbove } from "@/lib/domain/organization/units/access";
import { type Actor, may } from "@/lib/platform/access/actor";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Forbidden } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

export const questionnairesRead = permission(
  "questionnaires:read",
  "Read the questionnaires by which AI systems and suppliers are assessed.",
  everyRole,
);
export const questionnairesEdit = permission(
  "questionnaires:edit",
  "Write questionnaires of one's own, import them and see their drafts.",
  ["administrator", "lead", "compliance"],
);
export const questionnairesPublish = permission(
  "questionnaires:publish",
  "Publish versions of own questionnaires, and retire them.",
  ["lead", "compliance"],
);

/**
 * Returns the condition on own questionnaires this actor may see: those of the units where they may read them, and what units
 * above have published, since it is answered below.
 */
export async function visibleTo(context: Context): Promise<Prisma.OwnQuestionnaireWhereInput> {
  if (context.actor.kind === "system") return {};
  const { units, above } = await unitsWithAndAbove(context, questionnairesRead);
  return { OR: [{ unitId: { in: units } }, { unitId: { in: above }, published: { not: null } }] };
}

/** Throws Forbidden unless the actor may write that questionnaire, of which they see what is published already. */
export function assertMayEdit(actor: Actor, unitId: string): void {
  if (may(actor, questionnairesEdit, unitId)) return;
  throw new Forbidden(
    "You may read this questionnaire but not write it. Copy it, or ask the unit that keeps it.",
  );
}
