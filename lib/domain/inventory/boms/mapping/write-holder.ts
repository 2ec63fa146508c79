import "server-only";
import { type Json, objectIn, objectsIn } from "@/lib/domain/inventory/boms/formats/json";
import { writeFacts } from "@/lib/domain/inventory/boms/mapping/facts";
import { put, putList } from "@/lib/domain/inventory/boms/mapping/lens";
import { setProperty } from "@/lib/domain/inventory/boms/mapping/properties";
import type { BomRecord } from "@/lib/domain/inventory/boms/mapping/record";
import { emptyHolder, isService, placeOf, setSupplier } from "@/lib/domain/inventory/boms/mapping/shapes";
import { parts } from "@/lib/domain/inventory/kinds";
import { systemFields } from "@/lib/domain/inventory/systems/schema";

/** Finds what a linked record is called in the document: its reference and its name. */
export type RefOf = (id: string) => { ref: string; name: string } | undefined;

/**
 * Returns a record as a component or service: what a document said of it before, with the facts and links of the register
 * written over it, so that whatever the register has no field for stays.
 */
export function writeHolder(record: BomRecord, before: Json | undefined, refOf: RefOf): Json {
  const { concept, id, values, links } = record;
  const service = before ? !("type" in before) : isService(concept, values["kind"]);
  const holder = before ? structuredClone(before) : emptyHolder(concept, service);
  put(holder, "bom-ref", refOf(id)?.ref);
  const fields = concept === "systems" ? systemFields : parts[concept].kind.fields;
  setProperty(holder, "concept", [concept]);
  writeFacts(holder, placeOf(concept, service), fields, values);
  for (const [field, ids] of Object.entries(links))
    setProperty(holder, `link:${field}`, ids.flatMap((one) => refOf(one)?.ref ?? []).toSorted());
  const vendor = concept === "vendors" ? values["name"] : refOf(links["vendorId"]?.[0] ?? "")?.name;
  setSupplier(holder, service ? "provider" : "supplier", vendor as string | undefined);
  if (concept === "models") writeTraining(holder, links["datasetIds"] ?? [], refOf);
  return holder;
}

// The datasets of a model card; those that a document describes in the card itself stay there.
function writeTraining(holder: Json, ids: readonly string[], refOf: RefOf): void {
  const card = { ...objectIn(holder["modelCard"]) };
  const parameters = { ...objectIn(card["modelParameters"]) };
  const refs = ids.flatMap((id) => refOf(id)?.ref ?? []).toSorted();
  const inline = objectsIn(parameters["datasets"]).filter((dataset) => !("ref" in dataset));
  const described = new Set(inline.map((dataset) => dataset["bom-ref"]));
  const named = refs.filter((ref) => !described.has(ref)).map((ref) => ({ ref }));
  putList(parameters, "datasets", [...inline, ...named]);
  put(card, "modelParameters", Object.keys(parameters).length > 0 ? parameters : undefined);
  put(holder, "modelCard", Object.keys(card).length > 0 ? card : undefined);
}
