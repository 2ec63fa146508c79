"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { findingFields } from "@/lib/domain/controls/coverage/schema";

interface JudgeRequirementProps {
  framework: string;
  reference: string;
  place: { unitId: string } | { systemId: string };
  where: string;
}

/** Says whether a requirement is fulfilled, with the reason. */
export function JudgeRequirement({ framework, reference, place, where }: JudgeRequirementProps) {
  return (
    <FormDialog
      label="Judge"
      size="sm"
      tone="quiet"
      title={`${reference} at ${where}`}
      shape={findingFields}
      layout={[{ fields: ["verdict", "reason"] }]}
      noun="finding"
      action={{ method: "POST", url: "/api/v1/coverage/judge" }}
      fixed={{ framework, ref: reference, ...place }}
      values={{ verdict: "fulfilled" }}
      done={null}
      submit="Keep finding"
      saved="Finding kept."
    >
      Your word counts in place of the rule. That it is fulfilled rests on the working controls that speak of
      it, and falls when one of them no longer works.
    </FormDialog>
  );
}
