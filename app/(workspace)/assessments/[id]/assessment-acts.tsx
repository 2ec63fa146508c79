"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { ButtonLink } from "@/components/ui/button-link";
import { changeFields, reasonFields } from "@/lib/domain/assessments/schema";
import { ReturnDialog } from "./return-dialog";

interface AssessmentActsProps {
  assessment: {
    id: string;
    ref: string;
    version: number;
    state: string;
    dueOn: string;
    left: number;
    owner: { id: string; name: string } | null;
    questions: readonly { key: string; label: string }[];
  };
  can: Record<
    "assign" | "answer" | "submit" | "return" | "approve" | "refuse" | "withdraw" | "reopen",
    boolean
  >;
}

/** What this person can do with an assessment now; the next step is the one that stands out. */
export function AssessmentActs({ assessment, can }: AssessmentActsProps) {
  const { id, ref, version, dueOn, owner, left } = assessment;
  const url = `/api/v1/assessments/${id}`;
  const ask = (label: string, act: string, saved: string, tone: "default" | "primary" = "default") => (
    <FormDialog
      noun="assessment"
      version={version}
      done={null}
      tone={tone}
      label={label}
      title={`${label}: ${ref}`}
      shape={reasonFields}
      layout={[{ fields: ["reason"] }]}
      action={{ method: "POST", url: `${url}/${act}` }}
      submit={label}
      saved={saved}
    />
  );
  return (
    <>
      {can.assign ? (
        <FormDialog
          noun="assessment"
          version={version}
          done={null}
          label="Change owner or date"
          title={`Who answers for ${ref}, and by when`}
          shape={changeFields}
          layout={[{ fields: ["ownerId", "dueOn"] }]}
          values={{ owner, dueOn }}
          action={{ method: "PATCH", url }}
          submit="Save"
          saved="Saved."
        />
      ) : null}
      {can.withdraw ? ask("Withdraw", "withdraw", "Withdrawn.") : null}
      {can.reopen ? ask("Reopen", "reopen", "Open to answers again.") : null}
      {can.return ? (
        <ReturnDialog assessment={{ id, ref, version }} questions={assessment.questions} />
      ) : null}
      {can.refuse ? ask("Refuse", "refuse", "Refused.") : null}
      {can.answer ? (
        <ButtonLink href={`/assessments/${id}/answer`} tone={left > 0 || !can.submit ? "primary" : "default"}>
          Answer
        </ButtonLink>
      ) : null}
      {can.submit ? (
        <ActButton
          label="Hand in"
          tone={left === 0 ? "primary" : "default"}
          {...(left > 0 ? { reason: `${left} questions are left.` } : {})}
          action={{ method: "POST", url: `${url}/submit`, body: { version } }}
          done="Handed in. Everybody who may approve was told."
        />
      ) : null}
      {can.approve ? ask("Approve", "approve", "Signed.", "primary") : null}
    </>
  );
}
