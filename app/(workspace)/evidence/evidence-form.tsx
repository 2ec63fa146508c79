"use client";
import type { FieldShapes, FormSection, PlacedField } from "@/components/form/form-layout";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { evidenceFields, fileField } from "@/lib/domain/evidence/schema";

/** What is asked of evidence beside its file, in this order. */
const facts: (string | PlacedField)[] = [
  "title",
  "kind",
  { key: "unitId", half: true },
  { key: "ownerId", half: true },
  { key: "validUntil", half: true },
  { key: "tags", half: true },
  "description",
];

/** What a new piece of evidence is made of. */
export const newEvidence: FieldShapes = { fileId: fileField, ...evidenceFields };
export const newLayout: readonly FormSection[] = [{ fields: ["fileId", ...facts] }];

/** The form of evidence that exists; its files are versions. */
export function EvidenceForm(setup: FormSetup) {
  return <RecordForm shape={evidenceFields} noun="evidence" layout={[{ fields: facts }]} {...setup} />;
}

/** The form of new evidence: the file first, then what it shows. */
export function NewEvidenceForm(setup: FormSetup) {
  return <RecordForm shape={newEvidence} noun="evidence" layout={newLayout} {...setup} />;
}
