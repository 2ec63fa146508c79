"use client";
import { RecordForm } from "@/components/form/record-form";
import { cadenceFields } from "@/lib/domain/inventory/reviews/schema";

/** The days between two reviews, by criticality. */
export function CadenceForm({ values, version }: { values: object; version: number }) {
  return (
    <RecordForm
      shape={cadenceFields}
      layout={[
        {
          title: "Days between two reviews",
          description: "A change holds from the next review of each record on.",
          fields: Object.keys(cadenceFields).map((key) => ({ key, half: true })),
        },
      ]}
      noun="cadence"
      action={{ method: "PUT", url: "/api/v1/settings/review-cadence" }}
      values={values}
      version={version}
      done={null}
      submit="Save cadence"
      saved="Cadence saved."
    />
  );
}
