"use client";
import { ActButton } from "@/components/form/act-button";
import { FormDialog } from "@/components/form/form-dialog";
import { decisionFields } from "@/lib/domain/decisions/schema";
import { decisionOnFinding, findingFields, severityFields } from "@/lib/domain/test-runs/findings/schema";

interface ActProps {
  finding: { id: string; ref: string; version: number; owner: object | null; dueOn: string | null };
}

const urlOf = (id: string, act: string) => `/api/v1/findings/${id}/${act}`;
const { ownerId, dueOn: due } = findingFields;
const assignment = { ownerId, dueOn: due };

/** Says who sees to a finding and by when. */
export function AssignFinding({ finding: { id, ref, version, owner, dueOn } }: ActProps) {
  return (
    <FormDialog
      label="Assign"
      title={`Assign ${ref}`}
      shape={assignment}
      layout={[{ fields: ["ownerId", "dueOn"] }]}
      noun="finding"
      action={{ method: "PATCH", url: `/api/v1/findings/${id}` }}
      values={{ owner, dueOn }}
      version={version}
      done={null}
      submit="Save"
      saved="Saved."
    />
  );
}

/** Says in which state a finding is. */
export function DecideFinding({ finding: { id, ref, version } }: ActProps) {
  return (
    <FormDialog
      label="Decide"
      tone="primary"
      title={`State of ${ref}`}
      shape={decisionOnFinding}
      layout={[{ fields: ["state", "reason"] }]}
      noun="decision"
      action={{ method: "POST", url: urlOf(id, "decide") }}
      version={version}
      done={null}
      submit="Keep decision"
      saved="Decision kept."
    >
      Only runs close a finding. What you call a false positive or out of scope no run brings back.
    </FormDialog>
  );
}

/** Decides how severe a finding is. */
export function JudgeFinding({ finding: { id, ref, version } }: ActProps) {
  return (
    <FormDialog
      label="Set severity"
      title={`Severity of ${ref}`}
      shape={severityFields}
      layout={[{ fields: ["severity", "reason"] }]}
      noun="severity"
      action={{ method: "POST", url: urlOf(id, "judge") }}
      version={version}
      done={null}
      submit="Keep severity"
      saved="Severity kept."
    >
      What the rule says stays readable beside it.
    </FormDialog>
  );
}

/** Takes a finding away from a risk. */
export function LeaveRisk({ linkId, name }: { linkId: string; name: string }) {
  return (
    <ActButton
      label="Take away"
      size="sm"
      tone="quiet"
      describedAs={name}
      action={{ method: "POST", url: `/api/v1/finding-risks/${linkId}/remove` }}
      done="Taken away."
    />
  );
}

const waiver = { until: decisionFields.until, reason: decisionFields.reason };

/** Asks that a finding be lived with until a day. */
export function AskForWaiver({ finding: { id, ref } }: { finding: Pick<ActProps["finding"], "id" | "ref"> }) {
  return (
    <FormDialog
      label="Ask for a waiver"
      size="sm"
      title={`Live with ${ref}?`}
      shape={waiver}
      layout={[{ fields: ["until", "reason"] }]}
      noun="decision"
      action={{ method: "POST", url: urlOf(id, "request-waiver") }}
      done={null}
      submit="Ask for a waiver"
      saved="Asked. Everybody who may sign was told."
    >
      Another person has to sign; everybody who may is told.
    </FormDialog>
  );
}
