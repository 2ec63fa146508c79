"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { crosswalkFields } from "@/lib/domain/controls/coverage/schema";

interface JudgeRowProps {
  row: { sourceFramework: string; sourceRef: string; targetFramework: string; targetRef: string };
  suggested: string;
}

/** Confirms a row of judgement, or overrides it, with the reason. */
export function JudgeRow({ row, suggested }: JudgeRowProps) {
  return (
    <FormDialog
      label="Judge"
      size="sm"
      tone="quiet"
      title={`${row.sourceRef} and ${row.targetRef}`}
      shape={crosswalkFields}
      layout={[{ fields: ["relationship", "reason"] }]}
      noun="finding"
      action={{ method: "POST", url: "/api/v1/coverage/judge-crosswalk" }}
      fixed={row}
      values={{ relationship: suggested }}
      done={null}
      submit="Keep finding"
      saved="Finding kept."
    >
      It holds for the whole organisation. What you call equal, or a superset, carries coverage over, as
      inferred.
    </FormDialog>
  );
}
