"use client";
import type { FormSection } from "@/components/form/form-layout";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { controlFields } from "@/lib/domain/controls/schema";

const facts: FormSection["fields"] = [
  "title",
  { key: "kind", half: true },
  { key: "status", half: true },
  { key: "statusReason", when: (values) => values["status"] === "not-applicable" },
  { key: "unitId", half: true },
  { key: "ownerId", half: true },
  "implementation",
  { key: "testEveryDays", half: true },
  { key: "nextTestOn", half: true },
  { key: "lowersLikelihood", half: true },
  { key: "lowersImpact", half: true },
];

const { systemId: _fixed, ...changeable } = controlFields;

/** The form of a control that exists; it stays with its system. */
export function ControlForm(setup: FormSetup) {
  return <RecordForm shape={changeable} noun="control" layout={[{ fields: facts }]} {...setup} />;
}

/** The form of a control of one's own. */
export function NewControlForm(setup: FormSetup) {
  const fields = [...facts.slice(0, 4), "systemId", ...facts.slice(4)];
  return <RecordForm shape={controlFields} noun="control" layout={[{ fields }]} {...setup} />;
}
