import { systemFields } from "@/lib/domain/inventory/systems/schema";
import { fieldMeta } from "@/lib/platform/schema/field";

function metaOf(fact: string) {
  return fieldMeta(systemFields[fact as keyof typeof systemFields]);
}

/** Returns how a fact of a system is called. */
export function factLabel(fact: string): string {
  return metaOf(fact).label;
}

/** Returns the value of a fact of a system in words, as they stand within a sentence. */
export function factWords(fact: string, value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  const { options = [] } = metaOf(fact);
  return [value]
    .flat()
    .map((one) => options.find((option) => option.value === one)?.label ?? String(one))
    .join(", ");
}
