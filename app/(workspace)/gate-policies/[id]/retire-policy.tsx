"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { policyFields } from "@/lib/domain/test-runs/gate/schema";

interface RetireProps {
  policy: { id: string; key: string; version: number };
}

const shape = { reason: policyFields.reason };

/** Retires a gate policy, with the reason. */
export function RetirePolicy({ policy: { id, key, version } }: RetireProps) {
  return (
    <FormDialog
      label="Retire"
      size="sm"
      title={`Retire ${key}`}
      shape={shape}
      layout={[{ fields: ["reason"] }]}
      noun="policy"
      action={{ method: "POST", url: `/api/v1/gate-policies/${id}/retire` }}
      version={version}
      done={null}
      submit="Retire policy"
      saved="Retired."
    >
      Nothing is decided by it any more. Its versions and verdicts stay.
    </FormDialog>
  );
}
