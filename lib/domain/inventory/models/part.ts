import "server-only";
import { modelColumns, modelFacts, modelFields } from "@/lib/domain/inventory/models/schema";
import { part } from "@/lib/domain/inventory/parts/part";

/** The models that systems share. */
export const models = part({
  concept: "models",
  words: { one: "model", many: "models" },
  title: "Models",
  letter: "M",
  icon: "model",
  fields: modelFields,
  facts: modelFacts,
  columns: modelColumns,
  detail: "provider",
  table: (tx) => tx.aiModel,
});
