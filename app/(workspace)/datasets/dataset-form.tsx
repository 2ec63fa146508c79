"use client";
import type { FormSetup } from "@/components/form/form-setup";
import { RecordForm } from "@/components/form/record-form";
import { datasetFields } from "@/lib/domain/inventory/datasets/schema";
import { datasetSections } from "./dataset-sections";

/** The form of a dataset. */
export function DatasetForm(setup: FormSetup) {
  return <RecordForm shape={datasetFields} noun="dataset" layout={datasetSections} {...setup} />;
}
