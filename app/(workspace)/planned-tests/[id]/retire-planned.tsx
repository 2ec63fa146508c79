"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { retireFields } from "@/lib/domain/test-runs/plans/schema";

interface RetireProps {
  test: { id: string; ref: string; version: number };
}

/** Takes a test out of the plan, with the reason. */
export function RetirePlanned({ test: { id, ref, version } }: RetireProps) {
  return (
    <FormDialog
      label="Take out of plan"
      size="sm"
      title={`Take ${ref} out of the plan`}
      shape={retireFields}
      layout={[{ fields: ["reason"] }]}
      noun="planned test"
      action={{ method: "POST", url: `/api/v1/planned-tests/${id}/retire` }}
      version={version}
      done={null}
      submit="Take out of plan"
      saved="Taken out of the plan."
    >
      It is due no more and counts nowhere. What it showed stays.
    </FormDialog>
  );
}
