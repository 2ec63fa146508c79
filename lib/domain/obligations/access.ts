import "server-only";
import { idsOnPath } from "@/lib/domain/organization/units/rules";
import { type Actor, unitsWith } from "@/lib/platform/access/actor";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

export const classificationsRead = permission(
  "classifications:read",
  "Read what the AI systems of one's units are under the EU AI Act, with the answers and articles behind it.",
  everyRole,
);
export const classificationsEdit = permission(
  "classifications:edit",
  "Answer the decision tree of the EU AI Act for an AI system, and ask for the signature.",
  ["administrator", "lead", "system-owner", "compliance"],
);
export const classificationsSign = permission(
  "classifications:sign",
  "Sign or refuse a classification in which one answered nothing.",
  ["lead", "compliance", "executive"],
);

export const lawsEdit = permission(
  "laws:edit",
  "Load another edition of the EU AI Act's data, see what it changes, and apply or discard it.",
  ["administrator", "lead", "compliance"],
);

/** Returns the condition on AI systems whose classification this actor may read. */
export function classifiable({ actor }: { actor: Actor }): Prisma.SystemWhereInput {
  return actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, classificationsRead) } };
}

/** Returns the condition on editions of the law this actor may see: those of the units where they may read classifications, and above. */
export async function lawsVisibleTo({
  tx,
  actor,
}: Pick<Context, "tx" | "actor">): Promise<Prisma.LawVersionWhereInput> {
  if (actor.kind === "system") return {};
  const units = await tx.unit.findMany({
    where: { id: { in: unitsWith(actor, classificationsRead) } },
    select: { path: true },
  });
  return { unitId: { in: [...new Set(units.flatMap(({ path }) => idsOnPath(path)))] } };
}
