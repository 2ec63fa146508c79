"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { publishFields, retireFields } from "@/lib/domain/assessments/templates/own/schema";

interface OwnActsProps {
  own: { id: string; ref: string; version: number; published: number | null; unpublished: boolean };
  draft: { version: number; faults: number } | null;
  can: { publish: boolean; retire: boolean; restore: boolean };
}

/** What this person can do with a questionnaire now; publishing is what stands out. */
export function OwnActs({ own: { id, ref, version, published, unpublished }, draft, can }: OwnActsProps) {
  const url = `/api/v1/own-questionnaires/${id}`;
  if (can.restore)
    return (
      <ActButton
        label="Bring back"
        action={{ method: "POST", url: `${url}/restore`, body: { version } }}
        done="It can be assigned again."
      />
    );
  const next = (published ?? 0) + 1;
  const reason = !unpublished
    ? "The newest version says the same."
    : draft && draft.faults > 0
      ? `${draft.faults === 1 ? "One thing is" : `${draft.faults} things are`} missing in the draft.`
      : undefined;
  return (
    <>
      {can.retire && published !== null ? (
        <FormDialog
          label="Retire"
          title={`Retire ${ref}`}
          shape={retireFields}
          layout={[{ fields: ["reason"] }]}
          noun="questionnaire"
          action={{ method: "POST", url: `${url}/retire` }}
          version={version}
          done={null}
          submit="Retire questionnaire"
          saved="Questionnaire retired."
        >
          It is assigned no more. What was answered stays as it is.
        </FormDialog>
      ) : null}
      {can.publish && draft ? (
        <FormDialog
          label={`Publish version ${next}`}
          title={`Publish version ${next} of ${ref}`}
          tone="primary"
          {...(reason ? { reason } : {})}
          shape={publishFields}
          layout={[{ fields: ["note"] }]}
          noun="version"
          action={{ method: "POST", url: `${url}/publish` }}
          version={draft.version}
          done={null}
          submit={`Publish version ${next}`}
          saved={`Version ${next} published.`}
        >
          A published version never changes. What was answered in an older one keeps its questions.
        </FormDialog>
      ) : null}
    </>
  );
}
