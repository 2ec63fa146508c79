import { partColumns, partFields } from "@/lib/domain/inventory/parts/schema";
import { regions } from "@/lib/domain/inventory/schema";
import { choice, day, integer, text, triState } from "@/lib/platform/schema/field";

const modelKinds = [
  { value: "hosted-api", label: "Hosted API", help: "Run by its provider." },
  { value: "self-hosted", label: "Self-hosted", help: "Run by us, as it was made." },
  { value: "fine-tuned", label: "Fine-tuned", help: "Trained further by us or for us." },
] as const;

/** What a person writes about an AI model. */
export const modelFields = partFields(
  {
    noun: "model",
    example: "Altamira 4 Large (European endpoint)",
    synonyms: ["model", "model name", "ai model", "title"],
  },
  {
    provider: text({
      label: "Provider",
      help: "Who made it (EU AI Act Art. 3(3); for general-purpose models Art. 53).",
      synonyms: ["maker", "vendor", "developer", "supplier"],
    }).nullable(),
    modelVersion: text({
      label: "Version",
      help: "The release in use, and whether it is pinned or follows the newest.",
      example: "4-large, pinned release 2",
      synonyms: ["model version", "release"],
    }).nullable(),
    kind: choice(modelKinds, {
      label: "Kind",
      help: "Who runs it and who trained it.",
      synonyms: ["type", "model type", "deployment"],
    }).nullable(),
    licence: text({
      label: "Licence",
      help: "The terms under which we may use it.",
      synonyms: ["license", "terms"],
    }).nullable(),
    trainingCutOff: day({
      label: "Training cut-off",
      help: "The last day its training data knows of.",
      synonyms: ["cut-off", "knowledge cutoff", "training cutoff"],
    }).nullable(),
    region: choice(regions, {
      label: "Region",
      help: "Where prompts are processed.",
      synonyms: ["location", "hosting region", "data residency"],
    }).nullable(),
    providerRetention: integer({
      label: "Provider retention (days)",
      help: "Days the provider keeps prompts and answers; 0 when it keeps none or we run it ourselves.",
      min: 0,
      max: 36_500,
      synonyms: ["provider retention", "retention", "prompt retention"],
    }).nullable(),
    trainsOnInput: triState({
      label: "Trains on our input",
      help: "The provider may train on what we send.",
      synonyms: ["training on input", "trains on data", "uses data for training"],
    }),
  },
);

/** The facts that a model's completeness counts. */
export const modelFacts = [
  "ownerId",
  "provider",
  "modelVersion",
  "kind",
  "licence",
  "trainingCutOff",
  "region",
  "providerRetention",
  "trainsOnInput",
] as const satisfies readonly (keyof typeof modelFields)[];

/** The columns of the register of models. */
export const modelColumns = partColumns(modelFields, modelFacts, {
  provider: { shown: true, width: 140 },
  modelVersion: { width: 180 },
  kind: { shown: true, width: 110 },
  region: { width: 150 },
  trainsOnInput: { width: 150 },
});
