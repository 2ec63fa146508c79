import "server-only";
import { v5 } from "uuid";
import { fitTo } from "@/lib/domain/inventory/boms/formats/fit";
import { type Json, objectIn, objectsIn } from "@/lib/domain/inventory/boms/formats/json";
import { putList } from "@/lib/domain/inventory/boms/mapping/lens";
import type { BomRecord } from "@/lib/domain/inventory/boms/mapping/record";
import { refOfHolder } from "@/lib/domain/inventory/boms/mapping/shapes";
import { type RefOf, writeHolder } from "@/lib/domain/inventory/boms/mapping/write-holder";
import type { SpecVersion } from "@/lib/domain/inventory/boms/schema";

/** What a document said before: the whole of it, and which of its components stands for which record. */
export interface Earlier {
  document: Json;
  /** The record's id by the component's bom-ref. */
  matches: Readonly<Record<string, string>>;
}

interface Wanted {
  version: SpecVersion;
  /** From what the serial number follows: the system's id, or the units of the whole inventory. */
  key: string;
  /** The record that the document is about; the others are its components. Null for a whole inventory. */
  about: BomRecord | null;
  organization: string;
  records: readonly BomRecord[];
  earlier: Earlier | null;
}

const namespace = "0bb7f3c4-8f3c-5d0e-9a3e-3d0f2f1c7a55";

/** Returns a CycloneDX bill of materials, valid against the official schema; the same records give the same document. */
export function writeBom({ version, key, about, organization, records, earlier }: Wanted): Json {
  const matches = earlier?.matches ?? {};
  const document = lifted(earlier?.document ?? {}, matches);
  const all = about ? [about, ...records] : records;
  const held = heldById(document, matches);
  const refOf = references(all, held);
  const write = (record: BomRecord) => writeHolder(record, held.get(record.id), refOf);
  const written = records.map(write).toSorted(byRef);
  const newest = all.map(({ changedAt }) => changedAt.getTime()).reduce((a, b) => Math.max(a, b), 0);
  const subject = about ? write(about) : { type: "platform", "bom-ref": "inventory", name: organization };
  const metadata = objectIn(document["metadata"]);
  const bom: Json = {
    ...document,
    bomFormat: "CycloneDX",
    specVersion: version,
    serialNumber: `urn:uuid:${v5(key, namespace)}`,
    // Counts the seconds to the newest change, so that a later state always has a higher version.
    version: Math.max(1, Math.floor(newest / 1_000)),
    metadata: {
      ...metadata,
      timestamp: new Date(newest).toISOString(),
      tools: { components: [{ type: "application", name: "Plumbline" }] },
      component: subject,
      supplier: { ...objectIn(metadata["supplier"]), name: organization },
    },
  };
  const apart = new Set(Object.keys(matches));
  const foreign = (list: unknown) => objectsIn(list).filter((one) => !apart.has(refOfHolder(one)));
  putList(bom, "components", [...foreign(document["components"]), ...written.filter((one) => "type" in one)]);
  putList(bom, "services", [...foreign(document["services"]), ...written.filter((one) => !("type" in one))]);
  const aboutRef = about ? (refOf(about.id)?.ref ?? "") : "inventory";
  bom["dependencies"] = dependencies(document, all, refOf, { whole: about ? null : aboutRef, apart });
  delete bom["$schema"];
  return fitTo(bom, version);
}

function references(records: readonly BomRecord[], held: ReadonlyMap<string, Json>): RefOf {
  const known = new Map(
    records.map(({ concept, id, values }) => {
      const holder = held.get(id);
      const ref = holder ? refOfHolder(holder) : `${concept}:${id}`;
      return [id, { ref, name: String(values["name"]) }];
    }),
  );
  return (id) => known.get(id);
}

// Parts that a document nests in others come out beside them, each once.
function lifted(document: Json, matches: Earlier["matches"]): Json {
  const whole = structuredClone(document);
  for (const key of ["components", "services"]) {
    const up: Json[] = [];
    const strip = (holder: Json) => {
      const inner = objectsIn(holder[key]);
      for (const one of inner) strip(one);
      if (inner.length === 0) return;
      up.push(...inner.filter((one) => Object.hasOwn(matches, refOfHolder(one))));
      putList(
        holder,
        key,
        inner.filter((one) => !up.includes(one)),
      );
    };
    for (const holder of objectsIn(whole[key])) strip(holder);
    if (up.length > 0) whole[key] = [...objectsIn(whole[key]), ...up];
  }
  return whole;
}

function heldById(document: Json, matches: Earlier["matches"]): Map<string, Json> {
  const top = objectIn(objectIn(document["metadata"])["component"]);
  const holders = [top, ...objectsIn(document["components"]), ...objectsIn(document["services"])];
  return new Map(
    holders.flatMap((holder): [string, Json][] => {
      const id = matches[refOfHolder(holder)];
      return id === undefined ? [] : [[id, holder]];
    }),
  );
}

// Who needs what, as the register knows it; what a document said about components of its own stays.
function dependencies(
  document: Json,
  records: readonly BomRecord[],
  refOf: RefOf,
  { whole, apart }: { whole: string | null; apart: ReadonlySet<string> },
): Json[] {
  const refs = new Set([...records.flatMap(({ id }) => refOf(id)?.ref ?? []), whole]);
  const before = new Map(objectsIn(document["dependencies"]).map((one) => [one["ref"], one]));
  const ours = records.map(({ id, links }) => {
    const ref = refOf(id)?.ref ?? "";
    const said = before.get(ref) ?? {};
    const foreign = [said["dependsOn"] ?? []]
      .flat()
      .filter((other) => !refs.has(String(other)) && !apart.has(String(other)));
    const known = Object.values(links)
      .flat()
      .flatMap((other) => refOf(other)?.ref ?? []);
    return { ...said, ref, dependsOn: [...new Set([...foreign, ...known])].map(String).toSorted() };
  });
  const systems = records
    .filter(({ concept }) => concept === "systems")
    .map(({ id }) => refOf(id)?.ref ?? "");
  const root = whole === null ? [] : [{ ref: whole, dependsOn: systems.toSorted() }];
  const theirs = objectsIn(document["dependencies"]).filter(
    ({ ref }) => !refs.has(String(ref)) && !apart.has(String(ref)),
  );
  return [...theirs, ...root, ...ours]
    .map(({ dependsOn, ...one }: Json) => (isEmpty(dependsOn) ? one : { ...one, dependsOn }))
    .toSorted((one, other) => (String(one["ref"]) < String(other["ref"]) ? -1 : 1));
}

function byRef(one: Json, other: Json): number {
  return String(one["bom-ref"]) < String(other["bom-ref"]) ? -1 : 1;
}

function isEmpty(list: unknown): boolean {
  return list === undefined || (Array.isArray(list) && list.length === 0);
}
