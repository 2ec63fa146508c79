import { partColumns, partFields } from "@/lib/domain/inventory/parts/schema";
import { regions } from "@/lib/domain/inventory/schema";
import { choice, integer, text, triState } from "@/lib/platform/schema/field";

const datasetUses = [
  { value: "training", label: "Training", help: "A model is trained on it." },
  { value: "tuning", label: "Tuning", help: "A model is fine-tuned on it." },
  { value: "grounding", label: "Grounding", help: "Answers are drawn from it." },
  { value: "evaluation", label: "Evaluation", help: "A system is tested with it." },
  { value: "input", label: "Input", help: "A system works on it." },
] as const;

/** What a person writes about a dataset. */
export const datasetFields = partFields(
  {
    noun: "dataset",
    example: "Policy wordings and benefit tables",
    synonyms: ["dataset", "data set", "dataset name", "title"],
  },
  {
    use: choice(datasetUses, {
      label: "Use",
      help: "What it is mainly used for (ISO/IEC 42001 A.7.2).",
      synonyms: ["used for", "purpose of use", "type"],
    }).nullable(),
    origin: text({
      label: "Origin",
      help: "Where it comes from and how it was collected (EU AI Act Art. 10(2)(b), ISO/IEC 42001 A.7.5).",
      example: "Own chat platform",
      max: 1_000,
      synonyms: ["source", "provenance", "collected from"],
    }).nullable(),
    licence: text({
      label: "Licence",
      help: "The terms under which we may use it.",
      synonyms: ["license", "terms", "rights"],
    }).nullable(),
    personalData: triState({
      label: "Personal data",
      help: "It holds data about identified or identifiable people (GDPR Art. 4(1)).",
      synonyms: ["pii", "contains personal data"],
    }),
    specialCategories: triState({
      label: "Special categories",
      help: "It holds health, beliefs, biometrics and the like (GDPR Art. 9; EU AI Act Art. 4a).",
      synonyms: ["special category data", "sensitive data"],
    }),
    lawfulBasis: text({
      label: "Lawful basis",
      help: 'Why we may process it (GDPR Art. 6); write "not needed" where it holds no personal data.',
      example: "Legitimate interests, assessment on file",
      synonyms: ["legal basis", "gdpr basis"],
    }).nullable(),
    region: choice(regions, {
      label: "Region",
      help: "Where it is kept.",
      synonyms: ["location", "data residency"],
    }).nullable(),
    retentionDays: integer({
      label: "Retention (days)",
      help: "Days until it is deleted.",
      min: 0,
      max: 36_500,
      synonyms: ["retention", "retention period", "kept for"],
    }).nullable(),
  },
);

/** The facts that a dataset's completeness counts. */
export const datasetFacts = [
  "ownerId",
  "use",
  "origin",
  "licence",
  "personalData",
  "specialCategories",
  "lawfulBasis",
  "region",
  "retentionDays",
] as const satisfies readonly (keyof typeof datasetFields)[];

/** The columns of the register of datasets. */
export const datasetColumns = partColumns(datasetFields, datasetFacts, {
  use: { shown: true, width: 110 },
  origin: { width: 220 },
  personalData: { shown: true, width: 120 },
  specialCategories: { width: 140 },
  region: { width: 150 },
});
