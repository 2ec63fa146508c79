import "server-only";
import type { ErrorObject } from "ajv";
import { type Json, objectIn, objectsIn } from "@/lib/domain/inventory/boms/formats/json";
import { schemaErrors } from "@/lib/domain/inventory/boms/formats/official-schema";
import type { SpecVersion } from "@/lib/domain/inventory/boms/schema";

/** The property under which a key waits that the written version of CycloneDX has no place for. */
const waiting = "plumbline:kept";

interface Kept {
  /** The steps from the document to the key. */
  path: string[];
  value: unknown;
}

/**
 * Returns the document in a form that the official schema of that version takes. Keys that it does not take, such as
 * extensions or keys of a later version, wait as JSON in a property of the document's metadata; `unfold` puts them back.
 */
export function fitTo(document: Json, version: SpecVersion): Json {
  const fitted = structuredClone(document);
  const kept: Kept[] = [];
  // Each round takes out at least one key, and what is left is smaller.
  for (
    let errors = schemaErrors(fitted, version);
    errors.length > 0;
    errors = schemaErrors(fitted, version)
  ) {
    const unknown = errors.filter(
      ({ keyword }) => keyword === "additionalProperties" || keyword === "unevaluatedProperties",
    );
    const paths = unknown.length > 0 ? unknown.map(extraKey) : errors.map(outermostKey);
    const before = kept.length;
    for (const path of paths) takeOut(fitted, path, kept);
    if (kept.length === before)
      throw new Error(`The bill of materials fits no ${version}: ${errors[0]?.instancePath}`);
  }
  if (kept.length > 0) {
    const metadata = objectIn(fitted["metadata"]);
    const properties = kept.map((one) => ({ name: waiting, value: JSON.stringify(one) }));
    fitted["metadata"] = { ...metadata, properties: [...objectsIn(metadata["properties"]), ...properties] };
  }
  return fitted;
}

/** Returns the document with the keys put back that an earlier `fitTo` set aside. */
export function unfold(document: Json): Json {
  const metadata = objectIn(document["metadata"]);
  const properties = objectsIn(metadata["properties"]);
  const kept = properties
    .filter(({ name }) => name === waiting)
    .flatMap(({ value }) => readKept(value) ?? []);
  if (kept.length === 0) return document;
  const whole = structuredClone(document);
  const rest = properties.filter(({ name }) => name !== waiting);
  const { properties: _gone, ...others } = metadata;
  whole["metadata"] = rest.length > 0 ? { ...others, properties: rest } : others;
  for (const { path, value } of kept.toReversed()) {
    const holder = stepsFrom(whole, path.slice(0, -1));
    const key = path.at(-1);
    if (holder && key !== undefined && !Object.hasOwn(holder, key)) holder[key] = value;
  }
  return whole;
}

function extraKey({ instancePath, params }: ErrorObject): string[] {
  return [...stepsOf(instancePath), String(params["additionalProperty"] ?? params["unevaluatedProperty"])];
}

// Where the form itself is wrong: the key of the component, service or document in which it is.
function outermostKey({ instancePath }: ErrorObject): string[] {
  const steps = stepsOf(instancePath);
  const last = steps.findLastIndex(
    (step, at) => /^\d+$/.test(step) && ["components", "services"].includes(steps[at - 1] ?? ""),
  );
  return steps.slice(0, last + 2);
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function stepsFrom(document: Json, path: readonly string[]): Json | undefined {
  let at: unknown = document;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Json)[step];
  }
  return typeof at === "object" && at !== null ? (at as Json) : undefined;
}

function takeOut(document: Json, path: string[], kept: Kept[]): void {
  const holder = stepsFrom(document, path.slice(0, -1));
  const key = path.at(-1);
  if (!holder || key === undefined || Array.isArray(holder) || !Object.hasOwn(holder, key)) return;
  kept.push({ path, value: holder[key] });
  delete holder[key];
}

function readKept(text: unknown): Kept | undefined {
  try {
    const { path, value } = JSON.parse(String(text)) as Partial<Kept>;
    const safe =
      Array.isArray(path) && path.every((step) => typeof step === "string" && step !== "__proto__");
    return safe ? { path, value } : undefined;
  } catch {
    return undefined;
  }
}
