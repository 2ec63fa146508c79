"use client";
import { RecordForm } from "@/components/form/record-form";
import { retentionFields } from "@/lib/domain/organization/retention/schema";

/** For how many days each kind is kept. */
export function RetentionForm({ values, version }: { values: object; version: number }) {
  return (
    <RecordForm
      shape={retentionFields}
      layout={[
        {
          title: "Days to keep",
          description:
            "A change holds from the next night on. Save, then look below what that night will remove.",
          fields: Object.keys(retentionFields).map((key) => ({ key, half: true })),
        },
      ]}
      noun="setting"
      action={{ method: "PUT", url: "/api/v1/settings/retention" }}
      values={values}
      version={version}
      done={null}
      submit="Save retention"
      saved="Retention saved."
    />
  );
}
