import "server-only";
import { part } from "@/lib/domain/inventory/parts/part";
import { toolColumns, toolFacts, toolFields, toolRelations } from "@/lib/domain/inventory/tools/schema";

/** The tools that systems and agents share. */
export const tools = part({
  concept: "tools",
  fields: toolFields,
  relations: toolRelations,
  facts: toolFacts,
  columns: toolColumns,
  detail: "endpoint",
  table: (tx) => tx.tool,
});
