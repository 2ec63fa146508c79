import "server-only";
import * as z from "zod";
import { mayFinish, tasksEdit, tasksFinish } from "@/lib/domain/tasks/access";
import { assertAssignable, tellAssignee } from "@/lib/domain/tasks/commands/add-task";
import { findTask } from "@/lib/domain/tasks/queries";
import { taskFields, taskRecord } from "@/lib/domain/tasks/schema";
import { authorOf, may } from "@/lib/platform/access/actor";
import { type Changed, unchanged } from "@/lib/platform/audit/change";
import type { Prisma, Task } from "@/lib/platform/database/generated/client";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { findRecords } from "@/lib/platform/registry/contributions";
import { defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

/** Changes the words, assignee or due date of a task; a new assignee is told. */
export const updateTask = command({
  name: "tasks.update",
  summary: "Change a task",
  permission: tasksEdit,
  input: updateInput(taskFields),
  output: taskRecord,
  run: async (context, { id, version, dueOn, ...fields }) => {
    const before = await findTask(context, id);
    if (!may(context.actor, tasksEdit, before.unitId)) throw new Forbidden();
    await assertAssignable(context, fields.assigneeId, before.unitId);
    const due = dueOn === undefined ? {} : { dueOn: storedDay(dueOn) };
    const after = await write(context, before, version, defined({ ...fields, ...due }));
    if (after.assigneeId !== before.assigneeId) {
      const subject = (await findRecords(context, [after])).get(after.subjectId);
      await tellAssignee(context, after, subject?.ref ?? "a record");
    }
    return changeOf(before, after);
  },
});

const finishing = z.strictObject({ id: recordVersion.id, version: recordVersion.version.optional() });

/** Marks a task as done: its assignee, or whoever may change it. */
export const finishTask = command({
  name: "tasks.finish",
  summary: "Mark a task as done",
  permission: tasksFinish,
  input: finishing,
  output: taskRecord,
  run: async (context, { id, version }) => {
    const before = await ownTask(context, id);
    if (before.doneAt) return unchanged(answer(before));
    const done = { doneAt: context.now, doneById: authorOf(context.actor) };
    return changeOf(before, await write(context, before, version ?? before.version, done));
  },
});

/** Opens a task again that was marked as done. */
export const reopenTask = command({
  name: "tasks.reopen",
  summary: "Open a task again",
  permission: tasksFinish,
  input: finishing,
  output: taskRecord,
  run: async (context, { id, version }) => {
    const before = await ownTask(context, id);
    if (!before.doneAt) return unchanged(answer(before));
    return changeOf(
      before,
      await write(context, before, version ?? before.version, { doneAt: null, doneById: null }),
    );
  },
});

/** Removes a task; the audit trail keeps what it said. */
export const removeTask = command({
  name: "tasks.remove",
  summary: "Remove a task",
  permission: tasksEdit,
  input: z.strictObject(recordVersion),
  run: async (context, { id, version }) => {
    const before = await findTask(context, id);
    if (!may(context.actor, tasksEdit, before.unitId)) throw new Forbidden();
    const removed = await context.tx.task.deleteMany({ where: { id, version } });
    await assertWon(removed, () => findTask(context, id));
    return {
      result: { id },
      change: { subject: { type: "tasks", id, unitId: before.unitId }, before, after: null },
    };
  },
});

async function ownTask(context: Context, id: string): Promise<Task> {
  const task = await findTask(context, id);
  if (!mayFinish(context.actor, task))
    throw new Forbidden("This task is somebody else's. Its assignee finishes it, or whoever may change it.");
  return task;
}

async function write(
  context: Context,
  { id }: Task,
  version: number,
  data: Prisma.TaskUncheckedUpdateManyInput,
): Promise<Task> {
  const written = await context.tx.task.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: written.length }, () => findTask(context, id));
  return written[0] as Task;
}

function changeOf(before: Task, after: Task): Changed<z.output<typeof taskRecord>> {
  return {
    result: answer(after),
    change: { subject: { type: "tasks", id: after.id, unitId: after.unitId }, before, after },
  };
}

function answer({ id, title, version, doneAt }: Task) {
  return { id, title, version, done: doneAt !== null };
}
