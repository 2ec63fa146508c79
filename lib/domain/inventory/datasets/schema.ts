import { partColumns, partFields } from "@/lib/domain/inventory/parts/schema";
import { regions } from "@/lib/domain/inventory/schema";
import {
  choice,
  day,
  decimal,
  integer,
  reference,
  several,
  text,
  triState,
} from "@/lib/platform/schema/field";

const datasetUses = [
  { value: "training", label: "Training", help: "A model is trained on it." },
  { value: "tuning", label: "Tuning", help: "A model is fine-tuned on it." },
  { value: "grounding", label: "Grounding", help: "Answers are drawn from it." },
  { value: "evaluation", label: "Evaluation", help: "A system is tested with it." },
  { value: "input", label: "Input", help: "A system works on it." },
] as const;

/** One step of the vetting: whether it was taken, on which day, and what was found. */
function step<const K extends string>(key: K, label: string, words: { help: string; synonyms: string[] }) {
  const done = triState({ label, ...words });
  const on = day({
    label: `${label} on`,
    help: "The day on which it was done.",
    synonyms: [`${label} date`],
  }).nullable();
  const note = text({
    label: `${label}: how`,
    help: "How, with which tool, and what came of it.",
    max: 1_000,
    synonyms: [`${label} note`],
  }).nullable();
  const fields = { [key]: done, [`${key}On`]: on, [`${key}Note`]: note };
  return fields as Record<K, typeof done> & Record<`${K}On`, typeof on> & Record<`${K}Note`, typeof note>;
}

/** What a person writes about a dataset. */
export const datasetFields = partFields(
  {
    noun: "dataset",
    example: "Policy wordings and benefit tables",
    synonyms: ["dataset", "data set", "dataset name", "title"],
  },
  {
    uses: several(datasetUses, {
      label: "Uses",
      help: "What it is used for; several may apply (ISO/IEC 42001 A.7.2).",
      synonyms: ["use", "used for", "purpose of use", "type"],
    }),
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
    ...step("cleaned", "Cleaned", {
      help: "Errors, duplicates and what does not belong were taken out (EU AI Act Art. 10(2)(c); ISO/IEC 42001 A.7.6).",
      synonyms: ["data cleaned", "cleansed", "cleaning"],
    }),
    ...step("poisoningChecked", "Checked for poisoning", {
      help: "Somebody looked for planted or manipulated records (EU AI Act Art. 15(5); OWASP LLM05:2026).",
      synonyms: ["poisoning check", "poisoning checked", "poisoning"],
    }),
    ...step("minimised", "Minimised", {
      help: "Only what the purpose needs is left (OWASP LLM02:2026; ISO/IEC 42001 A.7.6).",
      synonyms: ["data minimised", "minimized", "minimisation"],
    }),
    ...step("redacted", "Redacted", {
      help: "Names, numbers and secrets were removed or replaced (OWASP LLM02:2026).",
      synonyms: ["masked", "anonymised", "pseudonymised", "redaction"],
    }),
    differentialPrivacy: triState({
      label: "Differential privacy",
      help: "Noise of a known strength keeps any one person from being told apart.",
      synonyms: ["dp", "differentially private"],
    }),
    epsilon: decimal({
      label: "ε (epsilon)",
      help: "The privacy budget of differential privacy, above 0; the smaller, the stronger the protection.",
      example: "1.5",
      above: 0,
      max: 1_000,
      places: 4,
      synonyms: ["epsilon", "ε", "privacy budget"],
    }).nullable(),
    vettedOn: day({
      label: "Vetted on",
      help: "The day on which somebody went through all of this (ISO/IEC 42001 A.7.4).",
      synonyms: ["vetting date", "vetted", "last vetted"],
    }).nullable(),
    vettedById: reference("people", {
      label: "Vetted by",
      help: "Who went through it.",
      synonyms: ["vetter", "checked by", "data steward"],
    }).nullable(),
  },
);

/** The facts that a dataset's completeness counts. */
export const datasetFacts = [
  "ownerId",
  "uses",
  "origin",
  "licence",
  "personalData",
  "specialCategories",
  "lawfulBasis",
  "region",
  "retentionDays",
  "cleaned",
  "poisoningChecked",
  "minimised",
  "redacted",
  "differentialPrivacy",
  "vettedOn",
] as const satisfies readonly (keyof typeof datasetFields)[];

/** The columns of the register of datasets. */
export const datasetColumns = partColumns(datasetFields, datasetFacts, {
  uses: { shown: true, width: 130 },
  origin: { width: 220 },
  personalData: { shown: true, width: 120 },
  specialCategories: { width: 140 },
  region: { width: 150 },
  vettedOn: { shown: true, width: 110 },
});
