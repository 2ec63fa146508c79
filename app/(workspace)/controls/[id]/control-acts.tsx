"use client";
import { FormDialog } from "@/components/form/form-dialog";
import type { ButtonProps } from "@/components/ui/button";
import { judgementFields, testFields } from "@/lib/domain/controls/schema";
import { decisionFields } from "@/lib/domain/decisions/schema";

interface ActProps {
  control: { id: string; ref: string; version: number };
  tone?: ButtonProps["tone"];
  size?: ButtonProps["size"];
  /** Why it cannot be done now. */
  reason?: string | undefined;
}

const urlOf = (id: string, act: string) => `/api/v1/controls/${id}/${act}`;

/** Records what came of a test. */
export function RecordTest({ control: { id, ref, version }, tone, size }: ActProps) {
  return (
    <FormDialog
      label="Record test"
      {...(tone ? { tone } : {})}
      {...(size ? { size } : {})}
      title={`Test of ${ref}`}
      shape={testFields}
      layout={[{ fields: [{ key: "outcome", half: true }, { key: "testedOn", half: true }, "note"] }]}
      noun="test"
      action={{ method: "POST", url: urlOf(id, "test") }}
      values={{ testedOn: new Date().toISOString().slice(0, 10) }}
      version={version}
      done={null}
      submit="Record test"
      saved="Test recorded."
    >
      Earlier results stay. A failure makes the control count for nothing, and its owner is told.
    </FormDialog>
  );
}

/** Decides about the effectiveness against the rule. */
export function JudgeEffect({ control: { id, ref, version } }: ActProps) {
  return (
    <FormDialog
      label="Decide otherwise"
      size="sm"
      title={`Effectiveness of ${ref}`}
      shape={judgementFields}
      layout={[{ fields: [{ key: "side", half: true }, { key: "effect", half: true }, "reason"] }]}
      noun="decision"
      action={{ method: "POST", url: urlOf(id, "judge") }}
      version={version}
      done={null}
      submit="Keep decision"
      saved="Decision kept."
    >
      Your word counts in place of the rule. A decision on the operation ends with the next test.
    </FormDialog>
  );
}

/** Asks for the control not to be followed until a day. */
export function AskForException({ control: { id, ref } }: ActProps) {
  return (
    <FormDialog
      label="Ask for an exception"
      size="sm"
      title={`Exception to ${ref}`}
      shape={decisionFields}
      layout={[{ fields: ["reason", "conditions", "until"] }]}
      noun="exception"
      action={{ method: "POST", url: urlOf(id, "request-exception") }}
      done={null}
      submit="Ask for exception"
      saved="Asked. Everybody who may sign was told."
    >
      Another person has to sign; everybody who may is told.
    </FormDialog>
  );
}

const signing = { reason: decisionFields.reason };

/** Signs or refuses an exception that somebody else asked for. */
export function SignException({ control: { id, ref }, reason }: ActProps) {
  const shared = {
    size: "sm",
    shape: signing,
    layout: [{ fields: ["reason"] }],
    noun: "decision",
    done: null,
    ...(reason ? { reason } : {}),
  } as const;
  return (
    <>
      <FormDialog
        {...shared}
        label="Refuse"
        title={`Refuse the exception to ${ref}`}
        action={{ method: "POST", url: urlOf(id, "refuse-exception") }}
        submit="Refuse"
        saved="Refused. The person who asked was told."
      >
        The control stays as it is, and the person who asked is told why.
      </FormDialog>
      <FormDialog
        {...shared}
        label="Grant exception"
        title={`Grant the exception to ${ref}`}
        action={{ method: "POST", url: urlOf(id, "grant-exception") }}
        submit="Grant exception"
        saved="Exception granted."
      >
        It holds until the day that was asked for. The control counts as its tests say meanwhile.
      </FormDialog>
    </>
  );
}
