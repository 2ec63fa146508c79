import type { FormSection } from "@/components/form/form-layout";
import { half, keeping } from "../systems/_inventory/keeping";

/** The facts of a dataset in reading order, for its form and its record. */
export const datasetSections: readonly FormSection[] = [
  {
    title: "What it is",
    fields: ["name", "description", half("use"), half("origin"), half("licence"), half("region")],
  },
  {
    title: "People in it",
    description: "What the law asks about data on people.",
    fields: [half("personalData"), half("specialCategories"), half("lawfulBasis"), half("retentionDays")],
  },
  keeping,
];
