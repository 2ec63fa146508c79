import { ActButton } from "@/components/form/act-button";
import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { SimpleTable } from "@/components/table/simple-table";
import { Badge } from "@/components/ui/badge";
import { DateText } from "@/components/ui/date-text";
import { treatments } from "@/lib/domain/risks/schema";
import { ActDialog } from "./act-dialog";
import type { RecordParts, RiskRecord } from "./read-record";

interface TreatmentSectionProps {
  risk: RiskRecord;
  tasks: RecordParts["tasks"];
}

/** What is done about a risk: the choice, the plan, by when, and the tasks. */
export function TreatmentSection({ risk, tasks }: TreatmentSectionProps) {
  const { treatment, treatmentPlan, treatmentDueOn, status, can } = risk;
  const chosen = treatments.find(({ value }) => value === treatment);
  const open = status === "open" || status === "treating";
  return (
    <Section
      title="Treatment"
      id="treatment"
      flush
      actions={
        can.edit ? (
          <>
            <ActDialog act="treat" risk={risk} size="sm" values={risk}>
              Choosing to mitigate, transfer or avoid puts an open risk in treatment.
            </ActDialog>
            <ActDialog act="tasks" risk={risk} size="sm">
              The assignee is told and finds it under My work.
            </ActDialog>
          </>
        ) : null
      }
    >
      <div className="px-4 pt-1 pb-4">
        <Facts
          columns={2}
          items={[
            {
              label: "Treatment",
              value: chosen?.label ?? null,
              empty: "Not chosen yet",
              help: chosen?.help ?? "",
            },
            {
              label: "Due",
              value: treatmentDueOn ? <DateText value={treatmentDueOn} due={open} /> : null,
              empty: "No date",
            },
            { label: "Plan", value: treatmentPlan, empty: "No plan yet", wide: true },
          ]}
        />
      </div>
      <SimpleTable
        label="Tasks"
        columns={[
          { key: "title", label: "Task" },
          { key: "assignee", label: "Assignee", width: "10rem" },
          { key: "due", label: "Due", width: "9rem" },
          { key: "act", label: "State", width: "8rem", align: "right" },
        ]}
        rows={tasks.map((task) => ({ key: task.id, cells: cellsOf(task) }))}
        empty="No tasks yet."
      />
    </Section>
  );
}

function cellsOf({
  id,
  version,
  title,
  details,
  assignee,
  dueOn,
  doneAt,
  can,
}: RecordParts["tasks"][number]) {
  const act = doneAt ? "reopen" : "done";
  const label = doneAt ? "Reopen" : "Mark as done";
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
    act: can.finish ? (
      <ActButton
        label={label}
        size="sm"
        action={{ method: "POST", url: `/api/v1/tasks/${id}/${act}`, body: { version } }}
        done={doneAt ? "Task reopened." : "Task done."}
      />
    ) : (
      <Badge tone={doneAt ? "good" : "info"}>{doneAt ? "Done" : "Open"}</Badge>
    ),
  };
}
