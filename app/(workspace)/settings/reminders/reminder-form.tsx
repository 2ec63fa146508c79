"use client";
import { RecordForm } from "@/components/form/record-form";
import { reminderFields } from "@/lib/domain/reminders/schema";

/** When people are told of what falls due. */
export function ReminderForm({ values, version }: { values: object; version: number }) {
  return (
    <RecordForm
      shape={reminderFields}
      layout={[
        {
          title: "Days",
          description: "A change holds from the next hour on; nobody is told the same step twice.",
          fields: Object.keys(reminderFields).map((key) => ({ key, half: true })),
        },
      ]}
      noun="setting"
      action={{ method: "PUT", url: "/api/v1/settings/reminders" }}
      values={values}
      version={version}
      done={null}
      submit="Save reminders"
      saved="Reminders saved."
    />
  );
}
