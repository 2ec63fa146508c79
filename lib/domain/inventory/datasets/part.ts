import "server-only";
import { datasetColumns, datasetFacts, datasetFields } from "@/lib/domain/inventory/datasets/schema";
import { part } from "@/lib/domain/inventory/parts/part";

/** The datasets that systems share. */
export const datasets = part({
  concept: "datasets",
  fields: datasetFields,
  facts: datasetFacts,
  columns: datasetColumns,
  detail: "origin",
  table: (tx) => tx.dataset,
});
