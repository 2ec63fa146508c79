import "server-only";
import { visibleTo } from "@/lib/domain/test-runs/access";
import { plannedRef } from "@/lib/domain/test-runs/plans/schema";
import type { PlannedTest } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** Returns the stored planned test within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findPlanned(context: Context, id: string): Promise<PlannedTest> {
  const found = await context.tx.plannedTest.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns those of these planned tests that the actor may see, as other concepts name them. */
export async function findPlannedTests(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.plannedTest.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true, ownerId: true },
  });
  return found.map(({ number, title, ...one }) => ({ ...one, name: title, ref: plannedRef(number) }));
}
