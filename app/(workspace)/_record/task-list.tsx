import { ActButton } from "@/components/form/act-button";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import type { tasksOf } from "@/lib/domain/tasks/queries";
import { EditTask } from "./edit-task";

/** A task of a record with what the person may do with it. */
export type ListedTask = Awaited<ReturnType<typeof tasksOf.execute>>[number];

/** The tasks of a record, open ones first; each can be finished, changed and removed by who may. */
export function TaskList({ tasks }: { tasks: readonly ListedTask[] }) {
  return (
    <SimpleTable
      label="Tasks"
      columns={[
        { key: "title", label: "Task" },
        { key: "assignee", label: "Assignee", width: "10rem" },
        { key: "due", label: "Due", width: "9rem" },
        { key: "act", label: "State", width: "13rem", align: "right" },
      ]}
      rows={tasks.map((task) => ({ key: task.id, cells: cellsOf(task) }))}
      empty="No tasks yet."
    />
  );
}

function cellsOf({ id, version, title, details, assignee, dueOn, doneAt, can }: ListedTask) {
  const act = doneAt ? "reopen" : "done";
  const label = doneAt ? "Reopen" : "Mark as done";
  const finishing = can.finish ? (
    <ActButton
      label={label}
      size="sm"
      action={{ method: "POST", url: `/api/v1/tasks/${id}/${act}`, body: { version } }}
      done={doneAt ? "Task reopened." : "Task done."}
    />
  ) : (
    <Badge tone={doneAt ? "good" : "info"}>{doneAt ? "Done" : "Open"}</Badge>
  );
  return {
    title: (
      <>
        <span className={doneAt ? "text-ink-soft line-through" : ""}>{title}</span>
        {details ? <span className="block whitespace-pre-line text-ink-soft text-sm">{details}</span> : null}
      </>
    ),
    assignee: assignee?.name ?? <span className="text-ink-faint">Nobody</span>,
    due: doneAt ? (
      <span className="text-ink-soft">
        Done <DateText value={doneAt} />
      </span>
    ) : dueOn ? (
      <DateText value={dueOn} due />
    ) : (
      <span className="text-ink-faint">No date</span>
    ),
    act: (
      <span className="flex justify-end gap-1.5">
        {can.edit ? <EditTask task={{ id, version, title, details, assignee, dueOn }} /> : null}
        {finishing}
      </span>
    ),
  };
}
