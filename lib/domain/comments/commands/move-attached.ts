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
  return [
    ...(await moveTasks(context, subjectId, unitId)),
    ...(await moveControls(context, subjectId, unitId)),
  ];
}

// The controls of a system go where it goes, with what is attached to them.
async function moveControls(context: Context, systemId: string, unitId: string): Promise<Change[]> {
  const { tx } = context;
  await tx.requirementFinding.updateMany({ where: { systemId }, data: { unitId } });
  const changes: Change[] = [];
  for (const before of await tx.control.findMany({ where: { systemId } })) {
    const after = await tx.control.update({ where: { id: before.id }, data: { unitId } });
    await tx.controlTest.updateMany({ where: { controlId: before.id }, data: { unitId } });
    changes.push({ subject: { type: "controls", id: after.id, unitId }, before, after });
    changes.push(...(await moveAttached(context, before.id, unitId)));
  }
  return changes;
}
