import "server-only";
import type * as z from "zod";
import type { Json } from "@/lib/domain/inventory/boms/formats/json";
import {
  endpointLens,
  keyLens,
  type Lens,
  providerUrlLens,
  referenceLens,
  sha256Lens,
} from "@/lib/domain/inventory/boms/mapping/lens";
import { licenceLens } from "@/lib/domain/inventory/boms/mapping/licences";
import { propertyValues, setProperty } from "@/lib/domain/inventory/boms/mapping/properties";
import { fieldMeta } from "@/lib/platform/schema/field";

type Fields = Readonly<Record<string, z.ZodType>>;
type Values = Readonly<Record<string, unknown>>;

const common = { name: keyLens("name"), description: keyLens("description") };

// The facts for which CycloneDX has a place of its own; every other one is a property of ours.
const places: Readonly<Record<string, Readonly<Record<string, Lens>>>> = {
  models: {
    modelVersion: keyLens("version"),
    provider: keyLens("publisher"),
    licence: licenceLens,
    weightsHash: sha256Lens,
    modelCardUrl: referenceLens("model-card"),
  },
  datasets: { licence: licenceLens },
  prompts: { promptVersion: keyLens("version") },
  tools: { toolVersion: keyLens("version") },
  "tools as services": { toolVersion: keyLens("version"), endpoint: endpointLens },
  vendors: { website: providerUrlLens },
};

// Who keeps a record, and when it is looked at again, is the register's own affair and leaves it in no bill of materials.
const own = new Set(["unitId", "ownerId", "technicalOwnerId", "vettedById", "nextReviewOn"]);

/** Returns the fields of a record that a bill of materials can say, links apart. */
export function factFields(fields: Fields): [string, z.ZodType][] {
  return Object.entries(fields).filter(
    ([key, field]) => !own.has(key) && !["reference", "references"].includes(fieldMeta(field).kind),
  );
}

/** Writes the known facts into a component or service and takes out those that the register does not know. */
export function writeFacts(holder: Json, place: string, fields: Fields, values: Values): void {
  for (const [key, field] of factFields(fields)) {
    const words = wordsOf(values[key]);
    const lens = lensOf(place, key);
    if (lens) lens.set(holder, words[0]);
    else setProperty(holder, key, fieldMeta(field).kind === "several" ? words.toSorted() : words);
  }
}

/** Returns the facts that a component or service states, as the register stores them, and which of them it cannot take. */
export function readFacts(
  holder: Json,
  place: string,
  fields: Fields,
): { facts: Record<string, unknown>; unreadable: { field: string; words: string; why: string }[] } {
  const facts: Record<string, unknown> = {};
  const unreadable: { field: string; words: string; why: string }[] = [];
  for (const [key, field] of factFields(fields)) {
    const stated = lensOf(place, key)?.get(holder);
    const words = stated === undefined ? propertyValues(holder, key) : [stated];
    if (words.length === 0) continue;
    const { success, data, error } = field.safeParse(storedForm(fieldMeta(field).kind, words));
    if (success) facts[key] = data;
    else
      unreadable.push({
        field: key,
        words: words.join(", "),
        why: error.issues[0]?.message ?? "Not readable.",
      });
  }
  return { facts, unreadable };
}

function lensOf(place: string, key: string): Lens | undefined {
  return common[key as keyof typeof common] ?? places[place]?.[key];
}

function wordsOf(value: unknown): string[] {
  if (value === null || value === undefined || value === "") return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function storedForm(kind: string, words: readonly string[]): unknown {
  const [word = ""] = words;
  if (kind === "several") return words;
  if (kind === "integer" || kind === "decimal") return Number(word);
  if (kind === "tri-state") return word === "true" ? true : word === "false" ? false : word;
  return word;
}
