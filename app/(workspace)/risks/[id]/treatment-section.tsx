import { Facts } from "@/components/layout/facts";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { treatments } from "@/lib/domain/risks/schema";
import { AddTask } from "../../_record/add-task";
import { TaskList } from "../../_record/task-list";
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
            <AddTask subject={{ type: "risks", id: risk.id, ref: risk.ref }} />
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
      <TaskList tasks={tasks} />
    </Section>
  );
}
