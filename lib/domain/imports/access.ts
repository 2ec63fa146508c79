import "server-only";
import { permission } from "@/lib/platform/access/permission";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

export const importsRun = permission(
  "imports:run",
  "Import records from a file, as far as one may add and change them by hand.",
  ["administrator", "lead", "system-owner", "risk-owner"],
);

/** Returns the condition on imports this actor may see: their own, since an import shows what its rows found, where they may still import. */
export function visibleTo(context: Context): Prisma.ImportWhereInput {
  const { actor } = context;
  return actor.kind === "system" ? {} : { createdById: actor.personId ?? "", ...withinUnits(context) };
}
