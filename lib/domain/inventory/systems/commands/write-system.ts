import "server-only";
import { assertMay } from "@/lib/domain/inventory/references";
import { completenessOf, inventoryRef } from "@/lib/domain/inventory/rules";
import { visibleTo } from "@/lib/domain/inventory/systems/access";
import { linkParts, type NamedParts } from "@/lib/domain/inventory/systems/links";
import { findSystem, readSystem } from "@/lib/domain/inventory/systems/queries";
import { systemFacts } from "@/lib/domain/inventory/systems/schema";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

/** What a name that is taken is answered with. */
export const systemTaken =
  "An AI system with this name exists in this business unit. Open that one, or choose another name.";

export type StoredSystem = Awaited<ReturnType<typeof findSystem>>;

/** Changes a stored system with the rights of the context; throws NotFound, Forbidden, Invalid or Conflict. Every change but an import goes through here. */
export async function writeSystem(
  context: Context,
  seen: { id: string; version: number },
  data: Prisma.SystemUncheckedUpdateManyInput & { unitId?: string },
  parts: NamedParts = {},
) {
  const before = await findSystem(context, seen.id, visibleTo(context.actor));
  assertMay(context, before.unitId);
  const completeness = completenessOf({ ...before, ...data }, systemFacts);
  const updated = await refuseDuplicate("name", systemTaken, () =>
    context.tx.system.updateMany({
      where: { ...seen },
      data: { ...data, completeness, version: { increment: 1 } },
    }),
  );
  await assertWon(updated, () => readSystem(context, seen.id));
  await linkParts(context.tx, { id: seen.id, unitId: data.unitId ?? before.unitId }, parts);
  return { before, after: await findSystem(context, seen.id, {}) };
}

/** Returns what a command answers about a system. */
export function systemAnswer({ id, number, name, stage, version, completeness }: StoredSystem) {
  return { id, ref: inventoryRef("S", number), name, stage, version, completeness };
}

/** Returns a change for the audit trail; `words` are what was said about it, kept beside the record. */
export function systemChange(
  before: StoredSystem | null,
  after: StoredSystem,
  words: { reason?: string; note?: string; outcome?: string } = {},
) {
  return {
    subject: { type: "systems", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...words },
  };
}
