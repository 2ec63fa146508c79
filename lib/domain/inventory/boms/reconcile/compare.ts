import "server-only";
import type * as z from "zod";
import type { BomEntry } from "@/lib/domain/inventory/boms/mapping/entries";
import type { BomConcept } from "@/lib/domain/inventory/boms/mapping/shapes";
import type { Match } from "@/lib/domain/inventory/boms/reconcile/match";
import type { StoredRecord } from "@/lib/domain/inventory/boms/records";
import { parts } from "@/lib/domain/inventory/kinds";
import { systemsCreate, systemsEdit } from "@/lib/domain/inventory/systems/access";
import { systemFields } from "@/lib/domain/inventory/systems/schema";
import { type Actor, may } from "@/lib/platform/access/actor";
import { fieldMeta } from "@/lib/platform/schema/field";

/** One difference between a bill of materials and the register. */
interface Difference {
  /** Names the difference within its bill of materials. */
  key: string;
  /** To be matched, a new part, a fact, a link that is stated, or a part that the system uses and the bill does not name. */
  kind: "match" | "create" | "fact" | "link" | "absent";
  ref: string;
  concept: BomConcept;
  /** The record it is about; null for a new part and for one that has to be matched first. */
  recordId: string | null;
  name: string;
  field: string | null;
  label: string;
  theirs: string;
  ours: string;
  /** The actor may take it over. */
  can: boolean;
  candidates: { id: string; name: string; unitId: string }[];
}

/** A difference with what taking it over writes. */
export interface Finding extends Difference {
  value: unknown;
}

interface Compared {
  actor: Actor;
  entries: readonly BomEntry[];
  matches: ReadonlyMap<string, Match>;
  records: readonly StoredRecord[];
  /** The system that the document is about; null for a whole inventory. */
  system: StoredRecord | null;
  /** Where new records go. */
  unitId: string;
}

/** Returns every difference, in the order of the document; what the document does not state is none. */
export function compare(compared: Compared): Finding[] {
  const { entries } = compared;
  const seen = new Set<string>();
  const found = entries.flatMap((entry): Finding[] => {
    const match = matchOf(compared, entry);
    if (!match?.record) return [unmatched(compared, entry, match?.candidates ?? [])];
    // What a document describes twice is compared with its first description.
    if (seen.has(match.record.id)) return [];
    seen.add(match.record.id);
    return [...facts(compared, entry, match.record), ...links(compared, entry, match.record)];
  });
  return [...found, ...entries.flatMap((entry) => absent(compared, entry))];
}

function matchOf({ matches, system }: Compared, entry: BomEntry): Match | undefined {
  return entry.concept === "systems" && system ? { record: system, candidates: [] } : matches.get(entry.ref);
}

/** Returns the fields of records of a concept. */
function fieldsOf(concept: BomConcept): Readonly<Record<string, z.ZodType>> {
  return concept === "systems" ? systemFields : parts[concept].kind.fields;
}

function unmatched(
  { actor, unitId }: Compared,
  entry: BomEntry,
  candidates: readonly StoredRecord[],
): Finding {
  const { ref, concept, name } = entry;
  const kind = candidates.length > 0 ? "match" : "create";
  const { one, many } =
    concept === "systems" ? { one: "AI system", many: "AI systems" } : parts[concept].kind.words;
  return {
    ...{ key: `${kind}:${ref}`, kind, ref, concept, recordId: null, name, field: null, value: null },
    label: kind === "match" ? `Which ${one} is it?` : `New ${one}`,
    theirs: name,
    ours: kind === "match" ? `${candidates.length} ${many} fit` : "Not in the register",
    can: may(actor, concept === "systems" ? systemsCreate : parts[concept].kind.access.create, unitId),
    candidates: candidates.map((one) => ({
      id: one.id,
      name: String(one.values["name"]),
      unitId: one.unitId,
    })),
  };
}

function facts({ actor }: Compared, entry: BomEntry, record: StoredRecord): Finding[] {
  const fields = fieldsOf(record.concept);
  return Object.entries(entry.facts)
    .filter(([field, value]) => !same(value, record.values[field]))
    .map(([field, value]) => ({
      ...about("fact", entry, record, field, actor),
      theirs: inWords(fields[field], value),
      ours: inWords(fields[field], record.values[field]),
      value,
    }));
}

function links(
  { actor, entries, matches, records }: Compared,
  entry: BomEntry,
  record: StoredRecord,
): Finding[] {
  const nameOf = new Map(records.map(({ id, values }) => [id, String(values["name"])]));
  const byRef = new Map(entries.map((one) => [one.ref, one]));
  return Object.entries(entry.links).flatMap(([field, refs]): Finding[] => {
    const held = record.links[field] ?? [];
    const resolved = refs.flatMap((ref) => {
      const match = matches.get(ref);
      const named = byRef.get(ref);
      if (!match || !named || match.candidates.length > 0) return [];
      return [
        { ref, id: match.record?.id ?? null, name: match.record ? nameOf.get(match.record.id) : named.name },
      ];
    });
    const fresh = resolved.filter(({ id }) => id === null || !held.includes(id));
    if (fresh.length === 0) return [];
    return [
      {
        ...about("link", entry, record, field, actor),
        theirs: fresh.map(({ name }) => name).join(", "),
        ours: held.map((id) => nameOf.get(id) ?? "A part that you do not see").join(", ") || "None",
        value: fresh.map(({ ref }) => ref),
      },
    ];
  });
}

// Taking these over means that the system no longer uses the part; the part itself stays. A document of one system has to
// name the part anywhere; in one of a whole inventory, the system itself has to.
function absent(compared: Compared, entry: BomEntry): Finding[] {
  const { actor, entries, matches, records, system } = compared;
  const record = entry.concept === "systems" ? matchOf(compared, entry)?.record : null;
  const silent = system === null && Object.keys(entry.links).length === 0;
  if (!record || silent) return [];
  const refs = system ? entries.map(({ ref }) => ref) : Object.values(entry.links).flat();
  const named = new Set(
    refs.flatMap((ref) => {
      const match = matches.get(ref);
      return [match?.record?.id ?? [], match?.candidates.map(({ id }) => id) ?? []].flat();
    }),
  );
  return Object.entries(record.links).flatMap(([field, ids]) =>
    ids
      .filter((id) => !named.has(id))
      .flatMap((id) => records.find((one) => one.id === id) ?? [])
      .map((part) => ({
        ...about("absent", entry, record, field, actor),
        key: system ? `absent:${part.id}` : `absent:${record.id}:${part.id}`,
        theirs: "Not named",
        ours: String(part.values["name"]),
        value: part.id,
      })),
  );
}

function about(
  kind: Difference["kind"],
  { ref }: BomEntry,
  record: StoredRecord,
  field: string,
  actor: Actor,
) {
  const { concept, id, unitId, values } = record;
  const permission = concept === "systems" ? systemsEdit : parts[concept].kind.access.edit;
  const shape = fieldsOf(concept)[field];
  return {
    ...{
      key: `${kind}:${ref}:${field}`,
      kind,
      ref,
      concept,
      recordId: id,
      name: String(values["name"]),
      field,
    },
    label: shape ? fieldMeta(shape).label : field,
    can: may(actor, permission, unitId),
    candidates: [],
  };
}

function same(theirs: unknown, ours: unknown): boolean {
  if (Array.isArray(theirs))
    return JSON.stringify(theirs.toSorted()) === JSON.stringify([ours ?? []].flat().toSorted());
  return theirs === ours || (typeof theirs === "string" && theirs === String(ours ?? "").trim());
}

function inWords(shape: z.ZodType | undefined, value: unknown): string {
  if (value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0))
    return "Unknown";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  const options = shape ? (fieldMeta(shape).options ?? []) : [];
  const words = (one: unknown) => options.find((option) => option.value === one)?.label ?? String(one);
  return Array.isArray(value) ? value.map(words).join(", ") : words(value);
}
