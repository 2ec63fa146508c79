import "server-only";
import { agentColumns, agentFacts, agentFields, agentRelations } from "@/lib/domain/inventory/agents/schema";
import { part } from "@/lib/domain/inventory/parts/part";

/** The agents that systems share. */
export const agents = part({
  concept: "agents",
  fields: agentFields,
  relations: agentRelations,
  facts: agentFacts,
  columns: agentColumns,
  detail: "autonomy",
  table: (tx) => tx.agent,
});
