"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { packEngagementFields } from "@/lib/domain/audit-packs/engagements/schema";

/** Lets somebody read the pack until a day. */
export function Engage({ id }: { id: string }) {
  return (
    <FormDialog
      label="Let somebody read"
      size="sm"
      title="Let somebody read this pack"
      shape={packEngagementFields}
      layout={[{ fields: ["personId", { key: "endsOn", half: true }, "purpose"] }]}
      noun="engagement"
      action={{ method: "POST", url: `/api/v1/audit-packs/${id}/engagements` }}
      done={null}
      submit="Let them read"
      saved="They may read the pack now."
    >
      They read this pack and nothing else, until the end of the day. Every time they open something is in the
      audit trail, and among what auditors read.
    </FormDialog>
  );
}
