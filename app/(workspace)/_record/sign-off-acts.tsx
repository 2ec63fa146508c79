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
