import "server-only";
import { modelColumns, modelFacts, modelFields, modelRelations } from "@/lib/domain/inventory/models/schema";
import { part } from "@/lib/domain/inventory/parts/part";

/** The models that systems share. */
export const models = part({
  concept: "models",
  fields: modelFields,
  facts: modelFacts,
  relations: modelRelations,
  columns: modelColumns,
  detail: "provider",
  table: (tx) => tx.aiModel,
});
