"use client";
import { FormDialog } from "@/components/form/form-dialog";
import type { PlacedField } from "@/components/form/form-layout";
import { taskFields } from "@/lib/domain/tasks/schema";

/** What a form of a task asks, in this order. */
export const taskLayout: (string | PlacedField)[] = [
  "title",
  "details",
  { key: "assigneeId", half: true },
  { key: "dueOn", half: true },
];

/** Adds a task to a record of any kind. */
export function AddTask({ subject }: { subject: { type: string; id: string; ref: string } }) {
  return (
    <FormDialog
      label="Add task"
      title={`Add a task to ${subject.ref}`}
      size="sm"
      shape={taskFields}
      layout={[{ fields: taskLayout }]}
      noun="task"
      action={{ method: "POST", url: "/api/v1/tasks" }}
      fixed={{ subjectType: subject.type, subjectId: subject.id }}
      done={null}
      submit="Add task"
      saved="Task added."
    >
      The assignee is told and finds it under My work.
    </FormDialog>
  );
}
