"use client";
import type { FormSection } from "@/components/form/form-layout";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { changedFields, plannedFields } from "@/lib/domain/test-runs/plans/schema";

const exactly = (values: { [key: string]: unknown }) => values["versions"] === "exact";

const parts: readonly FormSection[] = [
  {
    title: "What is run",
    description: "Tool, suite and class narrow together; one of them is needed.",
    fields: [{ key: "tool", half: true }, { key: "check", half: true }, "threatClass"],
  },
  {
    title: "When it is met",
    fields: [
      { key: "limitPercent", half: true },
      { key: "minimumCases", half: true },
      { key: "cadenceDays", half: true },
      { key: "versions", half: true },
      { key: "modelId", half: true },
      { key: "modelVersion", half: true, when: exactly },
      { key: "promptId", half: true },
      { key: "promptVersion", half: true, when: exactly },
    ],
  },
  { title: "What it is evidence for", fields: ["controlIds"] },
];

/** The form of a test that is added to the plan of an AI system. */
export function NewPlannedForm(setup: FormSetup) {
  const layout = [
    { fields: ["title", { key: "systemId", half: true }, { key: "ownerId", half: true }] },
    ...parts,
  ];
  return <RecordForm shape={plannedFields} noun="planned test" layout={layout} {...setup} />;
}

/** The form of a planned test that exists; it stays with its system. */
export function PlannedForm(setup: FormSetup) {
  const layout = [{ fields: ["title", { key: "ownerId", half: true }] }, ...parts];
  return <RecordForm shape={changedFields} noun="planned test" layout={layout} {...setup} />;
}
