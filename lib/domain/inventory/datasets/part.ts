import "server-only";
import { datasetColumns, datasetFacts, datasetFields } from "@/lib/domain/inventory/datasets/schema";
import { part } from "@/lib/domain/inventory/parts/part";

/** The datasets that systems share. */
export const datasets = part({
  concept: "datasets",
  words: { one: "dataset", many: "datasets" },
  title: "Datasets",
  letter: "D",
  icon: "dataset",
  fields: datasetFields,
  facts: datasetFacts,
  columns: datasetColumns,
  detail: "origin",
  table: (tx) => tx.dataset,
});
