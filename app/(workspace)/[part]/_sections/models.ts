import type { FormSection } from "@/components/form/form-layout";
import { half, keeping } from "../../systems/_inventory/keeping";

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
      "modalities",
      half("generalPurpose"),
      half("licence"),
      half("trainingCutOff"),
      half("modelCardUrl"),
    ],
  },
  {
    title: "Where it comes from",
    description: "What it is made from and who supplies it.",
    fields: [half("vendorId"), half("baseModelId"), "datasetIds", "weightsHash"],
  },
  {
    title: "What happens to our data",
    description: "The provider's terms for what we send.",
    fields: [half("region"), half("providerRetention"), half("trainsOnInput")],
  },
  keeping,
];
