import "server-only";
import type { BomEntry } from "@/lib/domain/inventory/boms/mapping/entries";
import type { StoredRecord } from "@/lib/domain/inventory/boms/records";

/** Which record a component stands for: one, one of several that a person has to choose from, or none yet. */
export interface Match {
  record: StoredRecord | null;
  candidates: readonly StoredRecord[];
}

/** What stands for "none of these: it is a new one" among the remembered matches. */
const isNew = "new";

/**
 * Returns for each entry, by ref, the record for which it stands: what was remembered for its bom-ref, purl or CPE, our own
 * reference, the hash of the weights, then the name. Where several fit, none is taken: a person is asked.
 */
export function matchEntries(
  entries: readonly BomEntry[],
  records: readonly StoredRecord[],
  remembered: Readonly<Record<string, string>>,
): Map<string, Match> {
  const byId = new Map(records.map((record) => [record.id, record]));
  return new Map(entries.map((entry) => [entry.ref, matchOf(entry, records, byId, remembered)]));
}

/** Returns the names under which a match is remembered. */
export function keysOf({ ref, purl, cpe }: BomEntry): string[] {
  return [ref, ...(purl === null ? [] : [`purl:${purl}`]), ...(cpe === null ? [] : [`cpe:${cpe}`])];
}

function matchOf(
  entry: BomEntry,
  records: readonly StoredRecord[],
  byId: ReadonlyMap<string, StoredRecord>,
  remembered: Readonly<Record<string, string>>,
): Match {
  const own = entry.ref.startsWith(`${entry.concept}:`) ? entry.ref.slice(entry.concept.length + 1) : "";
  const said = keysOf(entry).flatMap((key) =>
    Object.hasOwn(remembered, key) ? (remembered[key] ?? []) : [],
  );
  const known = [...said, own].map((id) => byId.get(id)).find((record) => record?.concept === entry.concept);
  if (known) return { record: known, candidates: [] };
  if (said.includes(isNew)) return { record: null, candidates: [] };
  const same = records.filter(({ concept }) => concept === entry.concept);
  const hash = entry.facts["weightsHash"];
  const byHash = hash === undefined ? [] : same.filter(({ values }) => values["weightsHash"] === hash);
  if (byHash.length > 0) return oneOf(byHash);
  return oneOf(
    narrowed(
      entry,
      same.filter(({ values }) => plain(values["name"]) === plain(entry.name)),
    ),
  );
}

function oneOf(found: readonly StoredRecord[]): Match {
  const [only] = found;
  return found.length === 1 && only ? { record: only, candidates: [] } : { record: null, candidates: found };
}

// Among records of one name, those of the same version and provider.
function narrowed(entry: BomEntry, found: readonly StoredRecord[]): readonly StoredRecord[] {
  let left = found;
  for (const field of ["modelVersion", "toolVersion", "promptVersion", "provider"]) {
    if (left.length < 2 || entry.facts[field] === undefined) continue;
    const same = left.filter(({ values }) => plain(values[field]) === plain(entry.facts[field]));
    if (same.length > 0) left = same;
  }
  return left;
}

// Names are one whatever their case, spaces and punctuation.
function plain(name: unknown): string {
  return String(name ?? "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
