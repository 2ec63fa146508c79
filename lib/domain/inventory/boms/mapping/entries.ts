import "server-only";
import type * as z from "zod";
import { type Json, objectIn, objectsIn, textIn } from "@/lib/domain/inventory/boms/formats/json";
import { readFacts } from "@/lib/domain/inventory/boms/mapping/facts";
import { propertyValues } from "@/lib/domain/inventory/boms/mapping/properties";
import {
  type BomConcept,
  conceptOfComponent,
  conceptOfService,
  placeOf,
  refOfHolder,
  supplierOf,
} from "@/lib/domain/inventory/boms/mapping/shapes";
import { parts } from "@/lib/domain/inventory/kinds";
import { linkFields } from "@/lib/domain/inventory/parts/links";
import { partFields } from "@/lib/domain/inventory/systems/links";
import { systemFields } from "@/lib/domain/inventory/systems/schema";

/** One thing that a bill of materials describes and of which the register keeps records. */
export interface BomEntry {
  /** Its bom-ref, or what stands for it where it has none. */
  ref: string;
  concept: BomConcept;
  name: string;
  /** The facts that are stated, by field. */
  facts: Readonly<Record<string, unknown>>;
  /** The refs of what it names, by field; only what is stated. */
  links: Readonly<Record<string, readonly string[]>>;
  /** What was stated and cannot be taken as it is. */
  unreadable: readonly { field: string; words: string; why: string }[];
  purl: string | null;
  cpe: string | null;
}

/** What a bill of materials is about: one system, or a whole inventory with its systems among the components. */
export type BomScope = "system" | "inventory";

/**
 * Returns what the document describes: the system first, then its parts in the order of the document; of a whole inventory
 * the parts, then its systems.
 */
export function entriesOf(document: Json, scope: BomScope): BomEntry[] {
  const top = objectIn(objectIn(document["metadata"])["component"]);
  const components = walk(document["components"], "components").map((holder) => ({
    holder,
    concept: conceptOfComponent(holder),
    service: false,
  }));
  const services = walk(document["services"], "services").map((holder) => ({
    holder,
    concept: conceptOfService(holder),
    service: true,
  }));
  const stated = [...components, ...services].flatMap(({ holder, concept, service }) =>
    concept === null || concept === "systems" ? [] : [entryOf(holder, concept, service)],
  );
  const known = new Set(stated.filter(({ concept }) => concept === "vendors").map(({ name }) => name));
  const suppliers = [...components, ...services].flatMap(({ holder, concept }) =>
    concept === null ? [] : (supplierOf(holder) ?? []),
  );
  const vendors = [...new Set(suppliers)].filter((name) => !known.has(name)).map(vendorEntry);
  const described = components
    .flatMap(({ holder }) => inlineDatasets(holder))
    .map((data) => entryOf(data, "datasets", false));
  const all = [
    ...stated,
    ...described.filter((one) => !stated.some(({ ref }) => ref === one.ref)),
    ...vendors,
  ];
  const vendorRef = (name: string) => all.find((one) => one.concept === "vendors" && one.name === name)?.ref;
  const linked = all.map((entry) => ({
    ...entry,
    links: linksOf(entry, [...components, ...services], vendorRef),
  }));
  if (scope === "system")
    return "name" in top ? [systemEntry(top, linked, directIn(document, top, linked)), ...linked] : linked;
  const own = components.filter(({ concept }) => concept === "systems").map(({ holder }) => holder);
  const systems = "name" in top && top["type"] !== "platform" ? [top, ...own] : own;
  return [...linked, ...systems.map((holder) => systemEntry(holder, linked, statedIn(document, holder)))];
}

function entryOf(holder: Json, concept: Exclude<BomConcept, "systems">, service: boolean): BomEntry {
  const fields = parts[concept].kind.fields as Record<string, z.ZodType>;
  const { facts, unreadable } = readFacts(holder, placeOf(concept, service), fields);
  const name = typeof facts["name"] === "string" ? facts["name"] : String(holder["name"]);
  const [purl, cpe] = [textIn(holder["purl"]) ?? null, textIn(holder["cpe"]) ?? null];
  return { ref: refOfHolder(holder), concept, name, facts, links: {}, unreadable, purl, cpe };
}

function vendorEntry(name: string): BomEntry {
  return {
    ref: `vendor:${name}`,
    concept: "vendors",
    name,
    facts: { name },
    links: {},
    unreadable: [],
    purl: null,
    cpe: null,
  };
}

// What a system uses itself. Where that is not said at all, nothing is known of its links.
function systemEntry(holder: Json, entries: readonly BomEntry[], used: readonly string[] | null): BomEntry {
  const { facts, unreadable } = readFacts(holder, "systems", systemFields);
  const links = partFields.map(({ field, concept }) => [
    field,
    entries.filter((one) => one.concept === concept && used?.includes(one.ref)).map(({ ref }) => ref),
  ]);
  return {
    ...{ ref: refOfHolder(holder), concept: "systems", name: String(holder["name"]), facts, unreadable },
    ...{ purl: null, cpe: null, links: used === null ? {} : Object.fromEntries(links) },
  };
}

function statedIn(document: Json, holder: Json): string[] | null {
  const ref = refOfHolder(holder);
  const said = objectsIn(document["dependencies"]).find((one) => one["ref"] === ref)?.["dependsOn"];
  return Array.isArray(said) ? said.map(String) : null;
}

// A document of one system that does not say what it uses means everything that nothing else in it uses.
function directIn(document: Json, top: Json, entries: readonly BomEntry[]): string[] {
  const needed = new Set(entries.flatMap(({ links }) => Object.values(links).flat()));
  return statedIn(document, top) ?? entries.filter(({ ref }) => !needed.has(ref)).map(({ ref }) => ref);
}

interface Held {
  holder: Json;
}

// What is said by our own properties holds; else the datasets of a model card, and the supplier.
function linksOf(entry: BomEntry, held: readonly Held[], vendorRef: (name: string) => string | undefined) {
  const holder = held.find((one) => refOfHolder(one.holder) === entry.ref)?.holder;
  if (!holder || entry.concept === "systems") return {};
  const links: Record<string, readonly string[]> = {};
  for (const { field } of linkFields(parts[entry.concept].kind)) {
    const said = propertyValues(holder, `link:${field}`);
    const supplier = field === "vendorId" ? supplierOf(holder) : undefined;
    const native =
      field === "datasetIds"
        ? trainingRefs(holder)
        : [supplier === undefined ? [] : (vendorRef(supplier) ?? [])].flat();
    const refs = [...new Set([...said, ...(field === "vendorId" && said.length > 0 ? [] : native)])];
    if (refs.length > 0) links[field] = refs;
  }
  return links;
}

function trainingRefs(holder: Json): string[] {
  return trainingOf(holder).map((dataset) => textIn(dataset["ref"]) ?? refOfHolder(dataset));
}

function inlineDatasets(holder: Json): Json[] {
  return trainingOf(holder).filter((dataset) => "name" in dataset);
}

function trainingOf(holder: Json): Json[] {
  return objectsIn(objectIn(objectIn(holder["modelCard"])["modelParameters"])["datasets"]).filter(
    (dataset) => "ref" in dataset || "name" in dataset,
  );
}

function walk(list: unknown, key: "components" | "services"): Json[] {
  return objectsIn(list).flatMap((holder) => [holder, ...walk(holder[key], key)]);
}
