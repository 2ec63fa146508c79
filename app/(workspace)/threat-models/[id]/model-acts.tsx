"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { decisionFields } from "@/lib/domain/decisions/schema";
import { versionFields } from "@/lib/domain/threat-models/record/schema";

interface ActProps {
  model: { id: string; ref: string };
  /** Why it cannot be done now. */
  reason?: string | undefined;
}

const signing = { reason: decisionFields.reason };
const urlOf = (id: string, act: string) => `/api/v1/threat-models/${id}/${act}`;
const shared = {
  size: "sm",
  shape: signing,
  layout: [{ fields: ["reason"] }],
  noun: "decision",
  done: null,
} as const;

/** Asks for a threat model to be signed off. */
export function AskForSignOff({ model: { id, ref } }: ActProps) {
  return (
    <FormDialog
      {...shared}
      label="Ask for sign-off"
      title={`Sign-off of ${ref}`}
      action={{ method: "POST", url: urlOf(id, "request-sign-off") }}
      submit="Ask for sign-off"
      saved="Asked. Everybody who may sign was told."
    >
      Another person has to sign; everybody who may is told.
    </FormDialog>
  );
}

/** Signs a threat model off that somebody else asked for, or refuses to. */
export function SignOff({ model: { id, ref }, reason }: ActProps) {
  const blocked = reason ? { reason } : {};
  return (
    <>
      <FormDialog
        {...shared}
        {...blocked}
        label="Refuse"
        title={`Refuse the sign-off of ${ref}`}
        action={{ method: "POST", url: urlOf(id, "refuse-sign-off") }}
        submit="Refuse"
        saved="Refused. The person who asked was told."
      >
        The threat model stays as it is, and the person who asked is told why.
      </FormDialog>
      <FormDialog
        {...shared}
        {...blocked}
        label="Sign off"
        title={`Sign ${ref} off`}
        action={{ method: "POST", url: urlOf(id, "sign-off") }}
        submit="Sign off"
        saved="Signed off and frozen as a version."
      >
        The drawing and every threat with its decision are sealed and frozen as a version.
      </FormDialog>
    </>
  );
}

/** Freezes a threat model as it is under a name. */
export function FreezeVersion({ model: { id, ref } }: ActProps) {
  return (
    <FormDialog
      label="Freeze version"
      size="sm"
      title={`Freeze ${ref} as it is`}
      shape={versionFields}
      layout={[{ fields: ["name"] }]}
      noun="version"
      action={{ method: "POST", url: urlOf(id, "versions") }}
      done={null}
      submit="Freeze version"
      saved="Version frozen."
    >
      The drawing and the threats are kept as they are now, to compare with later.
    </FormDialog>
  );
}
