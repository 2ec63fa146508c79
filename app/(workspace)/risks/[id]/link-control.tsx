"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { linkFields } from "@/lib/domain/controls/schema";

const shape = { controlId: linkFields.controlId };

/** Says which control lowers a risk. */
export function LinkControl({ riskId, reference }: { riskId: string; reference: string }) {
  return (
    <FormDialog
      label="Link control"
      size="sm"
      title={`Link a control to ${reference}`}
      shape={shape}
      layout={[{ fields: ["controlId"] }]}
      noun="link"
      action={{ method: "POST", url: "/api/v1/control-links" }}
      fixed={{ riskId }}
      done={null}
      submit="Link control"
      saved="Control linked."
    >
      One of the risk's business unit, or one that holds for a whole unit above.
    </FormDialog>
  );
}
