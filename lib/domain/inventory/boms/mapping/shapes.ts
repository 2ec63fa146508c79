import "server-only";
import { type Json, objectIn, textIn } from "@/lib/domain/inventory/boms/formats/json";
import { put } from "@/lib/domain/inventory/boms/mapping/lens";
import type { PartConcept } from "@/lib/domain/inventory/parts/concepts/schema";

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

/** Returns the name of the company that supplies a component or provides a service. */
function supplierOf(holder: Json): string | undefined {
  const named = ["supplier", "manufacturer", "provider"].map((key) => textIn(objectIn(holder[key])["name"]));
  return named.find((name) => name !== undefined);
}

/** Names the company that supplies a component or provides a service; undefined takes it out. */
export function setSupplier(holder: Json, key: "supplier" | "provider", name: string | undefined): void {
  if (name === supplierOf(holder)) return;
  put(holder, key, name === undefined ? undefined : { ...objectIn(holder[key]), name });
}
