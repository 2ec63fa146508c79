"use client";
import { FormDialog } from "@/components/form/form-dialog";
import { ownThreatFields } from "@/lib/domain/threat-models/record/schema";

export const ownThreatLayout = [
  {
    fields: [
      "title",
      { key: "category", half: true },
      { key: "family", half: true },
      "source",
      "precondition",
      "action",
      "impact",
      "asset",
    ],
  },
];

/** Adds a threat in one's own words: source, precondition, action, impact, asset. */
export function AddThreat({ modelId, reference }: { modelId: string; reference: string }) {
  return (
    <FormDialog
      label="Add threat"
      size="sm"
      title={`Threat of your own in ${reference}`}
      shape={ownThreatFields}
      layout={ownThreatLayout}
      noun="threat"
      action={{ method: "POST", url: `/api/v1/threat-models/${modelId}/threats` }}
      done={null}
      submit="Add threat"
      saved="Threat added. It is open until somebody decides it."
    >
      In the grammar of a threat: who or what, on which condition, does what, with which effect, on what.
    </FormDialog>
  );
}
