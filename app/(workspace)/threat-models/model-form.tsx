"use client";
import type { FormSection } from "@/components/form/form-layout";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { modelFields, startFields } from "@/lib/domain/threat-models/record/schema";

const described: FormSection["fields"] = [
  "title",
  { key: "ownerId", half: true },
  { key: "nextReviewOn", half: true },
  { key: "approach", half: true },
  { key: "tier", half: true },
  "scopeNotes",
];

const { systemId: _fixed, ...changeable } = modelFields;

/** The form of a threat model that exists; it stays with its system. */
export function ModelForm(setup: FormSetup) {
  return <RecordForm shape={changeable} noun="threat model" layout={[{ fields: described }]} {...setup} />;
}

/** The form of a new threat model: of which system, and what to start from. */
export function NewModelForm(setup: FormSetup) {
  const begin: FormSection["fields"] = [
    "systemId",
    { key: "start", half: true },
    { key: "reference", half: true, when: (values) => values["start"] === "reference" },
  ];
  return (
    <RecordForm
      shape={{ ...modelFields, ...startFields }}
      noun="threat model"
      layout={[{ fields: [...begin, ...described] }]}
      {...setup}
    />
  );
}
