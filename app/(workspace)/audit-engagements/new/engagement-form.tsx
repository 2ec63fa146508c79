"use client";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { engagementFields } from "@/lib/domain/audit-packs/engagements/schema";

/** The form by which an auditor is engaged. */
export function EngagementForm(setup: FormSetup) {
  return (
    <RecordForm
      shape={engagementFields}
      noun="engagement"
      layout={[
        {
          fields: [
            { key: "personId", half: true },
            { key: "unitId", half: true },
            { key: "startsOn", half: true },
            { key: "endsOn", half: true },
            "purpose",
          ],
        },
      ]}
      {...setup}
    />
  );
}
