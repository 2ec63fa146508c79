import "server-only";
import {
  guardrailColumns,
  guardrailFacts,
  guardrailFields,
  guardrailRelations,
} from "@/lib/domain/inventory/guardrails/schema";
import { part } from "@/lib/domain/inventory/parts/part";

/** The guardrails that systems share. */
export const guardrails = part({
  concept: "guardrails",
  fields: guardrailFields,
  relations: guardrailRelations,
  facts: guardrailFacts,
  columns: guardrailColumns,
  detail: "product",
  table: (tx) => tx.guardrail,
});
