"use client";
import { RecordForm } from "@/components/form/record-form";
import { testDataFields } from "@/lib/domain/test-runs/test-data/schema";

/** What is kept of the texts and files of test results. */
export function TestDataForm({ values, version }: { values: object; version: number }) {
  return (
    <RecordForm
      shape={testDataFields}
      layout={[
        {
          title: "What is kept",
          description: "A change holds for what is applied from now on.",
          fields: [
            "excerpts",
            { key: "excerptCharacters", half: true },
            "rawFiles",
            { key: "rawDays", half: true },
          ],
        },
      ]}
      noun="setting"
      action={{ method: "PUT", url: "/api/v1/settings/test-data" }}
      values={values}
      version={version}
      done={null}
      submit="Save what is kept"
      saved="What is kept is saved."
    />
  );
}
