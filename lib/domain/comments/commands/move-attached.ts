import "server-only";
import { moveTasks } from "@/lib/domain/tasks/commands/add-task";
import type { Change } from "@/lib/platform/audit/change";
import type { Context } from "@/lib/platform/operation/operation";

/** Takes along what others attached to a record, when it moves to another business unit; returns their changes. */
export async function moveAttached(context: Context, subjectId: string, unitId: string): Promise<Change[]> {
  await context.tx.inventoryReview.updateMany({ where: { subjectId }, data: { unitId } });
  await context.tx.comment.updateMany({ where: { subjectId }, data: { unitId } });
  await context.tx.evidenceLink.updateMany({ where: { subjectId }, data: { unitId } });
  await context.tx.evidenceRequest.updateMany({ where: { subjectId }, data: { unitId } });
  return moveTasks(context, subjectId, unitId);
}
