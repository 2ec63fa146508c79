import type { FormSection } from "@/components/form/form-layout";
import { half, keeping } from "../systems/_inventory/keeping";

/** The facts of a model in reading order, for its form and its record. */
export const modelSections: readonly FormSection[] = [
  {
    title: "What it is",
    fields: [
      "name",
      "description",
      half("provider"),
      half("modelVersion"),
      "kind",
      half("licence"),
      half("trainingCutOff"),
    ],
  },
  {
    title: "What happens to our data",
    description: "The provider's terms for what we send.",
    fields: [half("region"), half("providerRetention"), half("trainsOnInput")],
  },
  keeping,
];
