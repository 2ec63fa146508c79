"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { Section } from "@/components/layout/section";
import { DateText } from "@/components/ui/date-text";
import { assignFields } from "@/lib/domain/assessments/schema";

interface AssignmentsSectionProps {
  id: string;
  assignments: readonly {
    id: string;
    person: string | null;
    roleKey: string | null;
    sectionKey: string | null;
    questionKey: string | null;
    dueOn: string;
  }[];
  sections: readonly { value: string; label: string }[];
  questions: readonly { value: string; label: string }[];
  roles: readonly { value: string; label: string }[];
  canAssign: boolean;
  dueOn: string;
}

/** Who beside the owner is asked to answer the whole, a section or a question. */
export function AssignmentsSection({
  id,
  assignments,
  sections,
  questions,
  roles,
  canAssign,
  dueOn,
}: AssignmentsSectionProps) {
  const wordsOf = (options: readonly { value: string; label: string }[], value: string | null) =>
    options.find((one) => one.value === value)?.label ?? value;
  return (
    <Section
      title="Who else answers"
      id="assignments"
      actions={
        canAssign ? (
          <FormDialog
            noun="assignment"
            size="sm"
            done={null}
            label="Ask somebody"
            title="Ask somebody to answer"
            shape={assignFields}
            layout={[{ fields: ["personId", "roleKey", "sectionKey", "questionKey", "dueOn"] }]}
            options={{ roleKey: roles, sectionKey: sections, questionKey: questions }}
            values={{ dueOn }}
            action={{ method: "POST", url: `/api/v1/assessments/${id}/assignments` }}
            submit="Ask"
            saved="They were told."
          >
            Leave section and question empty to ask for the whole.
          </FormDialog>
        ) : null
      }
    >
      {assignments.length === 0 ? (
        <p className="text-ink-soft text-sm">Nobody. The owner answers all of it.</p>
      ) : null}
      <ul className="grid gap-2 text-sm">
        {assignments.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-2">
            <span>
              {one.person ?? wordsOf(roles, one.roleKey)}:{" "}
              {wordsOf(questions, one.questionKey) ?? wordsOf(sections, one.sectionKey) ?? "the whole"}, by{" "}
              <DateText value={one.dueOn} />
            </span>
            {canAssign ? (
              <ActButton
                label="Take back"
                size="sm"
                action={{ method: "POST", url: `/api/v1/assessment-assignments/${one.id}/end` }}
                done="Taken back. What they answered stays."
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}
