import "server-only";
import { type Json, objectIn, objectsIn, textIn } from "@/lib/domain/inventory/boms/formats/json";
import { put } from "@/lib/domain/inventory/boms/mapping/lens";
import { propertyValues } from "@/lib/domain/inventory/boms/mapping/properties";
import { type PartConcept, partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";

/** What a bill of materials describes in a component or service. */
export type BomConcept = PartConcept | "systems";

// What each kind of record becomes where no document said otherwise.
const types: Readonly<Record<BomConcept, Json>> = {
  systems: { type: "application" },
  models: { type: "machine-learning-model" },
  datasets: { type: "data", data: [{ type: "dataset" }] },
  prompts: { type: "data", data: [{ type: "configuration" }] },
  tools: { type: "application" },
  agents: { type: "application" },
  guardrails: { type: "application" },
  vendors: {},
};

const remote = ["api", "mcp-server"];

/** Returns whether a record is written as a service: vendors, and the tools that are called over a network. */
export function isService(concept: BomConcept, kind: unknown): boolean {
  return concept === "vendors" || (concept === "tools" && remote.includes(String(kind)));
}

/** Returns what a new component or service of this kind begins with. */
export function emptyHolder(concept: BomConcept, service: boolean): Json {
  return service ? {} : structuredClone(types[concept]);
}

/** Returns where the facts of such a record stand. */
export function placeOf(concept: BomConcept, service: boolean): string {
  return concept === "tools" && service ? "tools as services" : concept;
}

/** Returns what a component is to the register, or null for what the register keeps no record of, such as libraries. */
export function conceptOfComponent(component: Json): BomConcept | null {
  const [said] = propertyValues(component, "concept");
  if (said !== undefined) return conceptNamed(said);
  if (component["type"] === "machine-learning-model") return "models";
  const [data] = objectsIn(component["data"]);
  return component["type"] === "data" && (data?.["type"] ?? "dataset") === "dataset" ? "datasets" : null;
}

/** Returns what a service is to the register: a tool, unless it says otherwise. */
export function conceptOfService(service: Json): BomConcept | null {
  const [said] = propertyValues(service, "concept");
  return said === undefined ? "tools" : conceptNamed(said);
}

/** Returns the name of the company that supplies a component or provides a service. */
export function supplierOf(holder: Json): string | undefined {
  const named = ["supplier", "manufacturer", "provider"].map((key) => textIn(objectIn(holder[key])["name"]));
  return named.find((name) => name !== undefined);
}

/** Names the company that supplies a component or provides a service; undefined takes it out. */
export function setSupplier(holder: Json, key: "supplier" | "provider", name: string | undefined): void {
  if (name === supplierOf(holder)) return;
  put(holder, key, name === undefined ? undefined : { ...objectIn(holder[key]), name });
}

/** Returns what a holder is called in its document; where it has no bom-ref, what it is and its name. */
export function refOfHolder(holder: Json): string {
  return textIn(holder["bom-ref"]) ?? `${String(holder["type"] ?? "service")}:${String(holder["name"])}`;
}

function conceptNamed(word: string): BomConcept | null {
  if (word === "systems") return word;
  return partConcepts.find(({ concept }) => concept === word)?.concept ?? null;
}
