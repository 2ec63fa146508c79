import "server-only";
import { type FoundRow, type StoredRow, storedRow } from "@/lib/domain/frameworks/mappings/schema";
import { linesOf } from "@/lib/domain/frameworks/queries/in-force";
import type { CrosswalkRow, Framework } from "@/lib/domain/frameworks/schema";
import { counted, refusal } from "@/lib/domain/frameworks/versions/files/problems";
import type { Transaction } from "@/lib/platform/database/client";

/** How many of what is left out are named; the rest is counted. */
const named = 20;

interface Between {
  from: Framework;
  to: Framework;
  basis: "judgement" | "published";
  /** What the crosswalk says already. */
  known: readonly CrosswalkRow[];
}

/**
 * Returns the rows of a file whose two ends exist, and what was left out: ends that do not exist, and pairs that stand twice or
 * are in the crosswalk already. Throws Invalid where two rows say different things of the same pair, or none is left.
 */
export async function matchRows(tx: Transaction, found: readonly FoundRow[], between: Between) {
  const [ours, theirs] = [await refsOf(tx, between.from), await refsOf(tx, between.to)];
  const taken = new Set(
    between.known.flatMap(({ source, target }) =>
      source.framework === between.from.key && target.framework === between.to.key
        ? [`${source.ref} > ${target.ref}`]
        : source.framework === between.to.key && target.framework === between.from.key
          ? [`${target.ref} > ${source.ref}`]
          : [],
    ),
  );
  const rows = new Map<string, StoredRow>();
  const [lost, faults]: [string[], string[]] = [[], []];
  const counts = { twice: 0, known: 0, untyped: 0 };
  for (const one of found) {
    const [source, target] = [ours(one.source), theirs(one.target)];
    if (source === null || target === null) {
      lost.push(`${one.place}: ${source === null ? one.source : one.target}`.slice(0, 200));
      continue;
    }
    const pair = `${source} > ${target}`;
    const row = rowOf(one, source, target, between.basis);
    const other = rows.get(pair);
    if (taken.has(pair)) counts.known += 1;
    else if (other && other.relationship !== row.relationship)
      faults.push(
        `${one.place}: ${source} and ${target} are ${other.relationship} in another row and ${row.relationship} here. Keep one.`,
      );
    else if (other) counts.twice += 1;
    else {
      rows.set(pair, row);
      if (one.relationship === null) counts.untyped += 1;
    }
  }
  if (faults.length > 0) throw refusal(faults);
  const warnings = [
    counts.untyped > 0 && `${counted(counts.untyped, "row")} without a relationship: related is assumed.`,
    counts.twice > 0 && `${counted(counts.twice, "row")} left out that say the same again.`,
    counts.known > 0 &&
      `${counted(counts.known, "row")} left out, since the crosswalk has one between the same two already.`,
    lost.length > 0 &&
      `${counted(lost.length, "row")} left out that point at a requirement that does not exist:`,
    ...lost.slice(0, named),
    lost.length > named && `and ${counted(lost.length - named, "more row")}.`,
  ].filter((one) => one !== false);
  if (rows.size === 0)
    throw refusal([
      `None of its rows can be kept between ${between.from.name} and ${between.to.name}. Check that these are the two frameworks.`,
      ...warnings,
    ]);
  return { rows: [...rows.values()], warnings };
}

function rowOf(
  { relationship, strength, note }: FoundRow,
  sourceRef: string,
  targetRef: string,
  basis: string,
): StoredRow {
  const sure =
    strength === null || (strength > 3 && strength < 8) ? "medium" : strength >= 8 ? "high" : "low";
  const published = relationship === null ? "published_type_defaulted" : "published";
  return storedRow.parse({
    ...{ sourceRef, targetRef, relationship: relationship ?? "intersects" },
    confidence: basis === "published" ? published : `judgement_${sure}`,
    note: [note, strength === null ? null : `Strength ${strength}.`].filter(Boolean).join(" ") || null,
  });
}

// By the reference, by what the source calls it, or by the last part of a URN, which drops the case.
async function refsOf(tx: Transaction, framework: Framework): Promise<(said: string) => string | null> {
  const refs = new Map<string, string>();
  for (const { ref } of framework.requirements) refs.set(ref.toLowerCase(), ref);
  if (framework.origin)
    for (const { ref, sourceId } of await linesOf(tx, framework.origin.id))
      refs.set(sourceId.toLowerCase(), ref);
  return (said) => {
    const plain = said.toLowerCase();
    const last = plain.startsWith("urn:") ? plain.slice(plain.lastIndexOf(":") + 1) : plain;
    return refs.get(plain) ?? refs.get(last) ?? null;
  };
}
