"use client";
import { FormDialog } from "@/components/form/form-dialog";
import type { ButtonProps } from "@/components/ui/button";
import { useToday } from "@/components/ui/zone";
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
  const today = useToday();
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
      values={{ testedOn: today }}
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
