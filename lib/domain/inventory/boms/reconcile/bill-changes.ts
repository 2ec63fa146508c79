import "server-only";
import { type Json, objectIn, objectsIn, textIn } from "@/lib/domain/inventory/boms/formats/json";

/** One thing that differs between two documents of one bill; null where a document does not state it. */
export interface BillChange {
  what: string;
  field: string;
  before: string | null;
  after: string | null;
}

/**
 * Returns what a document says otherwise than an earlier one of the same bill: components and services that came or went,
 * what is stated about each, and what depends on what. Everything in the documents counts, also what the register has no
 * record for. A thing is known again by its type, group and name (CycloneDX: a bom-ref is of one document alone); where
 * several share these, by their order.
 */
export function billChanges(before: Json, after: Json): BillChange[] {
  const [then, now] = [thingsOf(before), thingsOf(after)];
  const gone = [...then].filter(([key]) => !now.has(key)).map(([, { what }]) => whole(what, "In it", null));
  const rest = [...now].flatMap(([key, thing]) => {
    const was = then.get(key);
    return was ? statedChanges(thing.what, was.stated, thing.stated) : [whole(thing.what, null, "In it")];
  });
  return [...rest, ...gone];
}

interface Thing {
  what: string;
  stated: ReadonlyMap<string, string>;
}

function whole(what: string, before: string | null, after: string | null): BillChange {
  return { what, field: "The whole of it", before, after };
}

// These say where a thing stands in one document and nothing about it; nested things are things of their own.
const notStated = new Set(["bom-ref", "components", "services"]);

function thingsOf(document: Json): Map<string, Thing> {
  const things = new Map<string, Thing>();
  const byRef = new Map<string, string>();
  for (const one of holders(document)) {
    const name = textIn(one["name"]) ?? "Without a name";
    const type = textIn(one["type"]) ?? "service";
    const base = [type, textIn(one["group"]) ?? "", name].join("/");
    let key = base;
    for (let n = 2; things.has(key); n += 1) key = `${base}#${n}`;
    const ref = textIn(one["bom-ref"]);
    if (ref) byRef.set(ref, name);
    things.set(key, { what: `${name} (${type})`, stated: flat(one) });
  }
  const links = new Map<string, string>();
  for (const { ref, dependsOn } of objectsIn(document["dependencies"])) {
    const named = [dependsOn ?? []].flat().map((to) => byRef.get(String(to)) ?? String(to));
    if (named.length > 0) links.set(byRef.get(String(ref)) ?? String(ref), named.toSorted().join(", "));
  }
  things.set("dependencies", { what: "Depends on", stated: links });
  return things;
}

function holders(document: Json): Json[] {
  const open = [objectIn(objectIn(document["metadata"])["component"])];
  open.push(...objectsIn(document["components"]), ...objectsIn(document["services"]));
  const found: Json[] = [];
  for (let one = open.shift(); one; one = open.shift()) {
    if (Object.keys(one).length > 0) found.push(one);
    open.push(...objectsIn(one["components"]), ...objectsIn(one["services"]));
  }
  return found;
}

// By the path of each value: "modelCard.modelParameters.task". A list is one value, so that its order is no puzzle.
function flat(holder: Json): Map<string, string> {
  const stated = new Map<string, string>();
  const open = Object.entries(holder).filter(([key]) => !notStated.has(key));
  for (let entry = open.shift(); entry; entry = open.shift()) {
    const [path, value] = entry;
    const object = objectIn(value);
    if (value === object)
      open.push(...Object.entries(object).map(([k, v]) => [`${path}.${k}`, v] as [string, unknown]));
    else stated.set(path, inWords(value));
  }
  return stated;
}

function inWords(value: unknown): string {
  if (!Array.isArray(value)) return String(value);
  return value.map((one) => (typeof one === "object" ? JSON.stringify(one) : String(one))).join(", ");
}

function statedChanges(
  what: string,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): BillChange[] {
  const fields = [...new Set([...after.keys(), ...before.keys()])];
  return fields
    .filter((field) => before.get(field) !== after.get(field))
    .map((field) => ({
      what,
      field,
      before: before.get(field) ?? null,
      after: after.get(field) ?? null,
    }));
}
