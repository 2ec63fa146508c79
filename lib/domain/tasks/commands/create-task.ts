import "server-only";
import { tasksEdit } from "@/lib/domain/tasks/access";
import { addTask, assertAssignable } from "@/lib/domain/tasks/commands/add-task";
import { subjectFields, taskFields, taskRecord } from "@/lib/domain/tasks/schema";
import { may } from "@/lib/platform/access/actor";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { findRecord } from "@/lib/platform/registry/contributions";
import { createInput } from "@/lib/platform/schema/shape";

/** Adds a task to any record that the actor reads and in whose unit they may change tasks; its assignee is told. */
export const createTask = command({
  name: "tasks.create",
  summary: "Add a task to a record",
  permission: tasksEdit,
  input: createInput(taskFields).extend(subjectFields),
  output: taskRecord,
  run: async (context, { subjectType, subjectId, ...input }) => {
    const { unitId, ref, name } = await findRecord(context, { subjectType, subjectId });
    if (!may(context.actor, tasksEdit, unitId))
      throw new Forbidden("You may read this record but not add tasks to it. Ask the unit that keeps it.");
    await assertAssignable(context, input.assigneeId, unitId);
    const subject = { type: subjectType, id: subjectId, unitId, name: ref || name };
    const { task, change } = await addTask(context, { subject, ...input });
    return { result: { id: task.id, title: task.title, version: task.version }, change };
  },
});
