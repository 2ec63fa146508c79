"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { decisionFields, exceptionField } from "@/lib/domain/decisions/schema";

interface ActProps {
  /** The record, below /api/v1. */
  url: string;
  reference: string;
}

const signing = { reason: decisionFields.reason };
const shared = {
  size: "sm",
  shape: signing,
  layout: [{ fields: ["reason"] }],
  noun: "decision",
  done: null,
} as const;

/** Asks for a record to be signed off; where something is missing, with why all the same. */
export function AskForSignOff({ url, reference, missing = 0 }: ActProps & { missing?: number }) {
  const asked =
    missing > 0
      ? {
          shape: { ...signing, exception: exceptionField },
          layout: [{ fields: ["reason", "exception"] }],
        }
      : {};
  return (
    <FormDialog
      {...shared}
      {...asked}
      label="Ask for sign-off"
      title={`Sign-off of ${reference}`}
      action={{ method: "POST", url: `/api/v1${url}/request-sign-off` }}
      submit="Ask for sign-off"
      saved="Asked. Everybody who may sign was told."
    >
      Another person has to sign; everybody who may is told.
      {missing > 0 ? ` At the gate ${missing} ${missing === 1 ? "thing is" : "things are"} missing.` : ""}
    </FormDialog>
  );
}

interface SignProps extends ActProps {
  /** Why it cannot be done now. */
  reason?: string | undefined;
  /** What a signature seals. */
  seals: string;
  /** Said once it is signed. */
  saved: string;
}

/** Signs a record off that somebody else asked for, or refuses to. */
export function SignOff({ url, reference, reason, seals, saved }: SignProps) {
  const blocked = reason ? { reason } : {};
  return (
    <>
      <FormDialog
        {...shared}
        {...blocked}
        label="Refuse"
        title={`Refuse the sign-off of ${reference}`}
        action={{ method: "POST", url: `/api/v1${url}/refuse-sign-off` }}
        submit="Refuse"
        saved="Refused. The person who asked was told."
      >
        It stays as it is, and the person who asked is told why.
      </FormDialog>
      <FormDialog
        {...shared}
        {...blocked}
        label="Sign off"
        title={`Sign ${reference} off`}
        action={{ method: "POST", url: `/api/v1${url}/sign-off` }}
        submit="Sign off"
        saved={saved}
      >
        {seals}
      </FormDialog>
    </>
  );
}
