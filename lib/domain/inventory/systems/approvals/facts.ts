import "server-only";
import { newSystemFields } from "@/lib/domain/inventory/systems/schema";
import { fieldMeta } from "@/lib/platform/schema/field";

const fields = Object.entries(newSystemFields).filter(([key]) => key !== "stage");

/** Returns the facts of a stored system as a request for approval shows them: days as text, lists in order. */
export function factsOf(system: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(fields.map(([key]) => [key, plain(system[key])]));
}

/** Returns the labels of the facts in which a system differs from what was asked about. */
export function changedFacts(
  asked: Readonly<Record<string, unknown>>,
  system: Readonly<Record<string, unknown>>,
): string[] {
  const now = factsOf(system);
  return fields.flatMap(([key, field]) =>
    JSON.stringify(plain(asked[key])) === JSON.stringify(now[key]) ? [] : [fieldMeta(field).label],
  );
}

function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return Array.isArray(value) ? value.toSorted() : (value ?? null);
}
