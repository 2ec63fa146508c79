import "server-only";
import { part } from "@/lib/domain/inventory/parts/part";
import { templateHash, variablesOf } from "@/lib/domain/inventory/prompts/rules";
import {
  promptColumns,
  promptComputed,
  promptFacts,
  promptFields,
  promptRelations,
} from "@/lib/domain/inventory/prompts/schema";

/** The prompts that systems share. */
export const prompts = part({
  concept: "prompts",
  fields: promptFields,
  computed: promptComputed,
  compute: computed,
  relations: promptRelations,
  facts: promptFacts,
  columns: promptColumns,
  detail: "promptVersion",
  table: (tx) => tx.prompt,
});

function computed({ template }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (template === undefined) return {};
  if (typeof template !== "string") return { templateHash: null, variables: null };
  return { templateHash: templateHash(template), variables: variablesOf(template).join(", ") || null };
}
