import "server-only";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { moveDecision } from "@/lib/domain/decisions/commands";
import type { Live, StoredRisk } from "@/lib/domain/risks/queries/risk";
import type { Change } from "@/lib/platform/audit/change";
import type { Context } from "@/lib/platform/operation/operation";

/** Takes everything that belongs to a risk along to its new business unit; returns the changes of other records. */
export async function moveRisk(
  context: Context,
  { id, unitId }: StoredRisk,
  { pending, inForce }: Live,
): Promise<Change[]> {
  const own = { where: { riskId: id }, data: { unitId } };
  await context.tx.riskSystem.updateMany(own);
  await context.tx.controlRisk.updateMany(own);
  await context.tx.riskScore.updateMany(own);
  await context.tx.riskReview.updateMany(own);
  await context.tx.riskQuantification.updateMany(own);
  const changes = await moveAttached(context, id, unitId);
  for (const decision of [pending, inForce]) {
    if (decision) changes.push((await moveDecision(context, decision, unitId)).change);
  }
  return changes;
}
