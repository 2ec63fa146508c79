"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { decisionFields } from "@/lib/domain/decisions/schema";

interface ActProps {
  finding: { id: string; ref: string };
  /** Why the act is not theirs now. */
  reason?: string | undefined;
}

const urlOf = (id: string, act: string) => `/api/v1/findings/${id}/${act}`;
const { reason: why, until } = decisionFields;
const shared = {
  size: "sm",
  shape: { reason: why },
  layout: [{ fields: ["reason"] }],
  noun: "decision",
  done: null,
} as const;

/** Asks that a finding be lived with until a day. */
export function AskForWaiver({ finding: { id, ref } }: ActProps) {
  return (
    <FormDialog
      {...shared}
      shape={{ until, reason: why }}
      layout={[{ fields: ["until", "reason"] }]}
      label="Ask for a waiver"
      title={`Live with ${ref}?`}
      action={{ method: "POST", url: urlOf(id, "request-waiver") }}
      submit="Ask for a waiver"
      saved="Asked. Everybody who may sign was told."
    >
      Another person has to sign; everybody who may is told.
    </FormDialog>
  );
}

/** Signs a waiver that somebody else asked for, or refuses to. */
export function SignWaiver({ finding: { id, ref }, reason }: ActProps) {
  const blocked = reason ? { reason } : {};
  return (
    <>
      <FormDialog
        {...shared}
        {...blocked}
        label="Refuse"
        title={`Refuse the waiver of ${ref}`}
        action={{ method: "POST", url: urlOf(id, "refuse-waiver") }}
        submit="Refuse"
        saved="Refused. The person who asked was told."
      >
        The finding counts as it did, and the person who asked is told why.
      </FormDialog>
      <FormDialog
        {...shared}
        {...blocked}
        label="Sign waiver"
        title={`Sign the waiver of ${ref}`}
        action={{ method: "POST", url: urlOf(id, "grant-waiver") }}
        submit="Sign waiver"
        saved="Signed."
      >
        What you see of the finding now is sealed with your signature.
      </FormDialog>
    </>
  );
}

/** Ends a waiver before its last day. */
export function EndWaiver({ finding: { id, ref } }: ActProps) {
  return (
    <FormDialog
      {...shared}
      label="End waiver"
      title={`End the waiver of ${ref}`}
      action={{ method: "POST", url: urlOf(id, "end-waiver") }}
      submit="End waiver"
      saved="Ended. The finding counts again."
    >
      From now on gates count the finding again.
    </FormDialog>
  );
}
