import "server-only";
import { permission } from "@/lib/platform/access/permission";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

export const importsRun = permission(
  "imports:run",
  "Import records from a file, as far as one may add and change them by hand.",
  ["administrator", "lead", "system-owner", "risk-owner"],
);

/** Returns the condition on imports this actor may see: their own, since an import shows what its rows found. */
export function visibleTo({ actor }: Context): Prisma.ImportWhereInput {
  return actor.kind === "system" ? {} : { createdById: actor.personId ?? "" };
}
