import "server-only";
import { frameworksEdit, frameworksRead } from "@/lib/domain/frameworks/access";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { idsOnPath } from "@/lib/domain/organization/units/rules";
import { may, unitsWith } from "@/lib/platform/access/actor";
import type { FrameworkVersion } from "@/lib/platform/database/generated/client";
import { Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** A version of an imported framework without its lines. */
export type VersionHead = Omit<FrameworkVersion, "lines">;

/** Returns the condition on what was imported that this actor may see: that of the units where they may read frameworks, and above. */
export async function readableHere({
  tx,
  actor,
}: Pick<Context, "tx" | "actor">): Promise<{ unitId?: { in: string[] } }> {
  if (actor.kind === "system") return {};
  const units = await tx.unit.findMany({
    where: { id: { in: unitsWith(actor, frameworksRead) } },
    select: { path: true },
  });
  return { unitId: { in: [...new Set(units.flatMap(({ path }) => idsOnPath(path)))] } };
}

/** Returns a version without its lines; throws NotFound. */
export async function findVersion(context: Pick<Context, "tx" | "actor">, id: string): Promise<VersionHead> {
  const found = await context.tx.frameworkVersion.findFirst({
    where: { AND: [{ id }, await readableHere(context)] },
    omit: { lines: true },
  });
  if (!found) throw new NotFound();
  return found;
}

/** Returns the top unit; throws Forbidden unless the actor may import there. */
export async function assertTop({ tx, actor }: Pick<Context, "tx" | "actor">): Promise<string> {
  const unitId = await topUnit(tx);
  if (may(actor, frameworksEdit, unitId)) return unitId;
  throw new Forbidden(
    "Frameworks are the same for the whole organisation: only who may do this at its top can.",
  );
}
