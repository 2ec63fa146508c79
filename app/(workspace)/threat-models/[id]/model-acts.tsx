"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { versionFields } from "@/lib/domain/threat-models/record/schema";

/** Freezes a threat model as it is under a name. */
export function FreezeVersion({ model: { id, ref } }: { model: { id: string; ref: string } }) {
  return (
    <FormDialog
      label="Freeze version"
      size="sm"
      title={`Freeze ${ref} as it is`}
      shape={versionFields}
      layout={[{ fields: ["name"] }]}
      noun="version"
      action={{ method: "POST", url: `/api/v1/threat-models/${id}/versions` }}
      done={null}
      submit="Freeze version"
      saved="Version frozen."
    >
      The drawing and the threats are kept as they are now, to compare with later.
    </FormDialog>
  );
}
