"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { withdrawFields } from "@/lib/domain/evidence/schema";

/** Takes a request back; who was asked is told. */
export function WithdrawRequest({ request }: { request: { id: string; ref: string; version: number } }) {
  const { id, ref, version } = request;
  return (
    <FormDialog
      label="Withdraw request"
      title={`Withdraw ${ref}`}
      shape={withdrawFields}
      layout={[{ fields: ["reason"] }]}
      noun="request"
      action={{ method: "POST", url: `/api/v1/evidence-requests/${id}/withdraw` }}
      version={version}
      done={null}
      submit="Withdraw request"
      saved="Request withdrawn."
    />
  );
}
