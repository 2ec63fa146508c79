import "server-only";
import type * as z from "zod";
import { tasksFinish } from "@/lib/domain/tasks/access";
import { notify, peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import type { taskFields } from "@/lib/domain/tasks/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Task } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { storedDay } from "@/lib/platform/time/day";

interface NewTask {
  subject: { type: string; id: string; unitId: string; name: string };
  title: string;
  details?: string | null;
  assigneeId?: string | null;
  dueOn?: string | null;
}

/**
 * Adds a task to a record, in a command of the concept that keeps the record and has checked that the actor may;
 * tells the assignee.
 */
export async function addTask(
  context: Context,
  { subject, title, details, assigneeId, dueOn }: NewTask,
): Promise<{ task: Task; change: Change }> {
  const task = await context.tx.task.create({
    data: {
      title,
      details: details ?? null,
      subjectType: subject.type,
      subjectId: subject.id,
      unitId: subject.unitId,
      assigneeId: assigneeId ?? null,
      dueOn: storedDay(dueOn ?? null),
      createdById: authorOf(context.actor),
    },
  });
  await tellAssignee(context, task, subject.name);
  return {
    task,
    change: { subject: { type: "tasks", id: task.id, unitId: task.unitId }, before: null, after: task },
  };
}

/** Tells the assignee of a task that it is theirs now. */
export async function tellAssignee(
  context: Context,
  { title, subjectType, subjectId, assigneeId }: Task,
  name: string,
): Promise<void> {
  await notify(context, {
    title: `A task for you on ${name}: ${title}`,
    subjectType,
    subjectId,
    personIds: [assigneeId],
  });
}

type Assignee = z.output<(typeof taskFields)["assigneeId"]>;

/** Throws Invalid unless the assignee can see records of that unit: a task that cannot be opened helps nobody. */
export async function assertAssignable(
  { tx }: Context,
  assigneeId: Assignee | undefined,
  unitId: string,
): Promise<void> {
  if (!assigneeId) return;
  const able = await peopleWhoMay(tx, tasksFinish, unitId);
  if (able.includes(assigneeId)) return;
  throw new Invalid([
    {
      path: "assigneeId",
      message: "This person holds no role in the business unit of the record. Choose somebody who does.",
    },
  ]);
}

/** Takes the tasks of a record along when it moves to another business unit; returns their changes. */
export async function moveTasks({ tx }: Context, subjectId: string, unitId: string): Promise<Change[]> {
  const before = await tx.task.findMany({ where: { subjectId } });
  if (before.length === 0) return [];
  const after = await tx.task.updateManyAndReturn({
    where: { subjectId },
    data: { unitId, version: { increment: 1 } },
  });
  return after.map((task) => ({
    subject: { type: "tasks", id: task.id, unitId },
    before: before.find(({ id }) => id === task.id) ?? null,
    after: task,
  }));
}
