"use client";
import { RecordForm } from "@/components/form/record-form";
import { Section } from "@/components/layout/section";
import { copyFields, ownFields } from "@/lib/domain/assessments/templates/own/schema";
import type { Option } from "@/lib/platform/schema/field";
import { ImportFile } from "../import-file";

interface NewFormProps {
  /** The questionnaires that can be copied. */
  sources: readonly Option[];
  values: object;
}

/** What a new questionnaire is called, what it is for, who keeps it, and what it starts from. */
export function NewForm({ sources, values }: NewFormProps) {
  return (
    <RecordForm
      shape={{ ...copyFields, ...ownFields }}
      layout={[{ fields: ["from", "title", "purpose", "unitId"] }]}
      noun="questionnaire"
      action={{ method: "POST", url: "/api/v1/own-questionnaires" }}
      options={{ from: sources }}
      values={values}
      done="/own-questionnaires"
      submit="Begin questionnaire"
      saved="Draft begun."
      cancel="/own-questionnaires"
    />
  );
}

/** Reads a questionnaire in from a file instead. */
export function ImportForm() {
  return (
    <Section
      title="From a file"
      description="A YAML file, as a questionnaire is exported. It becomes a draft; what does not fit is said with its line."
    >
      <ImportFile url="/api/v1/own-questionnaires/import" asksUnit />
    </Section>
  );
}
