"use client";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { modelFields } from "@/lib/domain/inventory/models/schema";
import { modelSections } from "./model-sections";

/** The form of a model. */
export function ModelForm(setup: FormSetup) {
  return <RecordForm shape={modelFields} noun="model" layout={modelSections} {...setup} />;
}
