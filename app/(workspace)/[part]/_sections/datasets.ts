import type { FormSection, PlacedField } from "@/components/form/form-layout";
import { half, keeping } from "../../systems/_inventory/keeping";

/** One step of the vetting; the day and the note are asked once there is an answer. */
function step(key: string): (string | PlacedField)[] {
  const when: PlacedField["when"] = (values) => ["true", "false"].includes(String(values[key]));
  const told = { half: true, under: key, when };
  return [key, { key: `${key}On`, ...told }, { key: `${key}Note`, ...told }];
}

/** The facts of a dataset in reading order, for its form and its record. */
export const datasetSections: readonly FormSection[] = [
  {
    title: "What it is",
    fields: ["name", "description", "uses", half("origin"), half("licence"), half("region")],
  },
  {
    title: "People in it",
    description: "What the law asks about data on people.",
    fields: [half("personalData"), half("specialCategories"), half("lawfulBasis"), half("retentionDays")],
  },
  {
    title: "Vetting",
    description: "What was done before it was used, and by whom.",
    fields: [
      ...["cleaned", "poisoningChecked", "minimised", "redacted"].flatMap(step),
      half("differentialPrivacy"),
      { key: "epsilon", half: true, when: (values) => String(values["differentialPrivacy"]) === "true" },
      half("vettedOn"),
      half("vettedById"),
    ],
  },
  keeping,
];
