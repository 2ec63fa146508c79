"use client";
import type { FormSection } from "@/components/form/form-layout";
import { RecordForm } from "@/components/form/record-form";
import { handInFields } from "@/lib/domain/test-runs/runs/schema";
import type { Option } from "@/lib/platform/schema/field";

const layout: readonly FormSection[] = [
  {
    fields: [
      "fileId",
      { key: "systemId" },
      { key: "modelId", half: true },
      { key: "modelVersion", half: true },
      { key: "promptId", half: true },
      { key: "promptVersion", half: true },
      "scope",
    ],
  },
  {
    title: "Where it comes from",
    description: "Of a run that a pipeline made, and for formats whose content does not say enough.",
    fields: [
      { key: "branch", half: true },
      { key: "commit", half: true },
      { key: "build", half: true },
      { key: "format", half: true },
      { key: "scoreMeans", half: true },
    ],
  },
];

interface HandInFormProps {
  /** The system to begin with, where the address names one. */
  system: { id: string; name: string } | null;
  formats: readonly Option[];
}

/** Hands in a file of results and says what it tested; it is read, and nothing is written yet. */
export function HandInForm({ system, formats }: HandInFormProps) {
  return (
    <RecordForm
      shape={handInFields}
      noun="results"
      layout={layout}
      action={{ method: "POST", url: "/api/v1/test-imports" }}
      values={system ? { system } : {}}
      options={{ format: formats }}
      done="/test-imports"
      submit="Read results"
      cancel="/test-runs"
    />
  );
}
