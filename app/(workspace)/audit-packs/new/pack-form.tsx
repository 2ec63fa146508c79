"use client";
import { RecordForm } from "@/components/form/record-form";
import { packFields } from "@/lib/domain/audit-packs/schema";
import type { Option } from "@/lib/platform/schema/field";

interface PackFormProps {
  frameworks: readonly Option[];
  values: object;
  /** The person may read licensed texts, and so add them. */
  licensed: boolean;
}

/** Asks what a pack is about, as of which day, and what is left out. */
export function PackForm({ frameworks, values, licensed }: PackFormProps) {
  return (
    <RecordForm
      shape={packFields}
      noun="audit pack"
      layout={[
        { title: "The pack", fields: ["title", "recipient"] },
        {
          title: "Scope",
          fields: [
            "unitId",
            "systemIds",
            { key: "periodFrom", half: true },
            { key: "asOf", half: true },
            "frameworks",
          ],
        },
        { title: "Redaction", fields: licensed ? ["leftOut", "added"] : ["leftOut"] },
      ]}
      options={{ frameworks }}
      values={values}
      action={{ method: "POST", url: "/api/v1/audit-packs" }}
      done="/audit-packs"
      submit="Build audit pack"
      saved="The pack is being built."
      cancel="/audit-packs"
    />
  );
}
