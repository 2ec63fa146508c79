"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { requestFields } from "@/lib/domain/evidence/schema";

/** Asks somebody for evidence on a record of any kind. */
export function AskForEvidence({ subject }: { subject: { type: string; id: string; ref: string } }) {
  return (
    <FormDialog
      label="Ask for evidence"
      title={`Ask for evidence on ${subject.ref}`}
      size="sm"
      shape={requestFields}
      layout={[
        { fields: ["title", "details", { key: "askedId", half: true }, { key: "dueOn", half: true }] },
      ]}
      noun="request"
      action={{ method: "POST", url: "/api/v1/evidence-requests" }}
      fixed={{ subjectType: subject.type, subjectId: subject.id }}
      done={null}
      submit="Ask for evidence"
      saved="Asked. It is in their work now."
    >
      Who is asked is told, finds it under My work, and hands it in there.
    </FormDialog>
  );
}
