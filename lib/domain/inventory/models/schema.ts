import { partColumns, partFields } from "@/lib/domain/inventory/parts/schema";
import { regions } from "@/lib/domain/inventory/schema";
import {
  choice,
  day,
  integer,
  reference,
  references,
  several,
  text,
  triState,
} from "@/lib/platform/schema/field";

const modelKinds = [
  { value: "hosted-api", label: "Hosted API", help: "Run by its provider." },
  { value: "self-hosted", label: "Self-hosted", help: "Run by us, as it was made." },
  { value: "fine-tuned", label: "Fine-tuned", help: "Trained further by us or for us." },
] as const;

const modalities = [
  { value: "text", label: "Text" },
  { value: "image", label: "Image" },
  { value: "audio", label: "Audio" },
  { value: "video", label: "Video" },
  { value: "tabular", label: "Tabular", help: "Rows and features." },
  { value: "embedding", label: "Embedding", help: "Vectors for search." },
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
      synonyms: ["maker", "developer"],
    }).nullable(),
    vendorId: reference("vendors", {
      label: "Vendor",
      help: "Who supplies it to us, where that is a company (ISO/IEC 42001 A.10.3).",
      synonyms: ["supplier", "supplied by"],
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
    modalities: several(modalities, {
      label: "Modalities",
      help: "What it takes in or puts out.",
      synonyms: ["modality", "input and output", "inputs", "outputs"],
    }),
    generalPurpose: triState({
      label: "General purpose",
      help: "It can do many distinct tasks, whatever it was trained for (EU AI Act Art. 53).",
      synonyms: ["gpai", "general-purpose model", "foundation model"],
    }),
    baseModelId: reference("models", {
      label: "Base model",
      help: "The model from which it was fine-tuned or distilled; its weaknesses come along (OWASP LLM04:2026).",
      synonyms: ["base", "parent model", "fine-tuned from"],
    }).nullable(),
    datasetIds: references("datasets", {
      label: "Trained on",
      help: "The datasets with which it was trained or tuned, as far as we know (EU AI Act Art. 10; ISO/IEC 42001 A.7.2).",
      synonyms: ["training data", "datasets", "dataset", "tuned on"],
    }),
    licence: text({
      label: "Licence",
      help: "The terms under which we may use it.",
      synonyms: ["license", "terms"],
    }).nullable(),
    modelCardUrl: text({
      label: "Model card",
      help: "Where its maker describes it (EU AI Act Art. 53(1)(b)).",
      example: "https://www.example.com/model-card",
      max: 500,
      synonyms: ["model card url", "documentation", "card"],
    })
      .regex(/^https?:\/\/[^\s"<>]+$/i, "Is not a web address. Write it as https://www.example.com.")
      .nullable(),
    weightsHash: text({
      label: "Weights (SHA-256)",
      help: "The hash of the weights we run, so that a swapped file is noticed (OWASP LLM04:2026).",
      max: 64,
      synonyms: ["weights hash", "hash", "sha-256", "checksum"],
    })
      .toLowerCase()
      .regex(/^[0-9a-f]{64}$/, "Is not a SHA-256. Write its 64 hexadecimal digits.")
      .nullable(),
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
  "modalities",
  "generalPurpose",
  "licence",
  "trainingCutOff",
  "region",
  "providerRetention",
  "trainsOnInput",
] as const satisfies readonly (keyof typeof modelFields)[];

/** How a model names other parts. */
export const modelRelations = {
  vendorId: "provided-by",
  baseModelId: "based-on",
  datasetIds: "trained-on",
} as const;

/** The columns of the register of models. */
export const modelColumns = partColumns(modelFields, modelFacts, {
  provider: { shown: true, width: 140 },
  vendor: { width: 150 },
  modelVersion: { width: 180 },
  modelCardUrl: { width: 200 },
  kind: { shown: true, width: 110 },
  region: { width: 150 },
  trainsOnInput: { width: 150 },
});
