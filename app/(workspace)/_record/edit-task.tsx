"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { taskFields } from "@/lib/domain/tasks/schema";
import { taskLayout } from "./add-task";

interface EditTaskProps {
  task: {
    id: string;
    version: number;
    title: string;
    details: string | null;
    assignee: { id: string; name: string } | null;
    dueOn: string | null;
  };
}

/** Changes a task, or removes it. */
export function EditTask({ task }: EditTaskProps) {
  const { id, version, title } = task;
  return (
    <FormDialog
      label="Change"
      title={`Change task: ${title}`}
      size="sm"
      tone="quiet"
      shape={taskFields}
      layout={[{ fields: taskLayout }]}
      noun="task"
      action={{ method: "PATCH", url: `/api/v1/tasks/${id}` }}
      values={task}
      version={version}
      done={null}
      submit="Save task"
      saved="Task saved."
    >
      <ActButton
        label="Remove task"
        size="sm"
        action={{ method: "POST", url: `/api/v1/tasks/${id}/remove`, body: { version } }}
        confirm={{
          title: "Remove this task?",
          consequence: "It is gone from every list. The audit trail keeps what it said.",
          button: "Remove task",
        }}
        done="Task removed."
      />
    </FormDialog>
  );
}
