import "server-only";
import type { StoredChange } from "@/lib/platform/audit/change";
import { namesOf } from "@/lib/platform/audit/names";
import { readPersonal } from "@/lib/platform/audit/personal";
import { actionWords, type FieldShapes, fieldLabel, idsWithin, valueWords } from "@/lib/platform/audit/words";
import type { Context } from "@/lib/platform/operation/operation";
import { withinUnits } from "@/lib/platform/operation/within-units";

/** One field that an entry changed, in words; null where there was nothing. */
export interface HistoryChange {
  label: string;
  before: string | null;
  after: string | null;
}

/** One line of a record's history, ready to be drawn. */
export interface HistoryEntry {
  id: string;
  who: string;
  at: string;
  action: string;
  changes: HistoryChange[];
}

const nothing: StoredChange = { before: null, after: null };

const machinery = new Set([
  "completeness",
  "id",
  "version",
  "createdAt",
  "updatedAt",
  "createdById",
  "number",
]);

/**
 * Returns the newest entries about one record, newest first, computed from the stored audit text: who, when, what, and
 * each changed field before and after. `fields` are the shapes whose labels and choices give the words. The caller has
 * checked that the record itself may be read.
 */
export async function recordHistory(
  context: Context,
  type: string,
  id: string,
  fields: FieldShapes = {},
  most = 200,
): Promise<HistoryEntry[]> {
  const entries = await context.tx.auditEntry.findMany({
    where: { AND: [{ subjectType: type, subjectId: id }, withinUnits(context)] },
    orderBy: { seq: "desc" },
    take: most,
    select: {
      ...{ seq: true, at: true, action: true, text: true, subjectType: true, subjectId: true },
      ...{ actorKind: true, actorId: true, actorName: true },
    },
  });
  const stored = await readPersonal(context.tx, entries);
  const read = entries.map((entry, at) => ({ ...entry, differing: differences(stored[at] ?? nothing) }));
  const names = await namesOf(context.tx, [
    ...entries.flatMap(({ actorId }) => actorId ?? []),
    ...idsWithin(read.map(({ differing }) => differing)),
  ]);
  return read.map(({ seq, at, action, differing, ...by }) => {
    const changes = inWords(differing, fields, names);
    return {
      id: seq.toString(),
      who: by.actorKind === "token" ? `${actorOf(by, names)} (API token)` : actorOf(by, names),
      at: at.toISOString(),
      action: heading(action, changes),
      changes,
    };
  });
}

/** Returns who did what an entry tells of, by the name the person has now; entries hold at most the one they had then. */
export function actorOf(
  { actorId, actorName }: { actorId: string | null; actorName: string },
  names: ReadonlyMap<string, string>,
): string {
  return (actorId === null ? undefined : names.get(actorId)) ?? actorName;
}

/** A field whose stored value differs, as it was stored. */
export interface Difference {
  key: string;
  before: unknown;
  after: unknown;
}

/** Returns the fields in which the record after differs from the record before; none for a new or removed record. */
export function differences({ before, after }: StoredChange): Difference[] {
  if (!before || !after) return [];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(
      (key) =>
        !machinery.has(key) && JSON.stringify(before[key] ?? null) !== JSON.stringify(after[key] ?? null),
    )
    .map((key) => ({ key, before: before[key] ?? null, after: after[key] ?? null }));
}

/** Returns the differences in words. */
export function inWords(
  differing: readonly Difference[],
  fields: FieldShapes,
  names: ReadonlyMap<string, string>,
): HistoryChange[] {
  return differing.map(({ key, before, after }) => ({
    label: fieldLabel(key, fields),
    before: valueWords(key, before, fields, names),
    after: valueWords(key, after, fields, names),
  }));
}

// Follows the name of who did it: "Ada Kern changed owner".
function heading(action: string, changes: readonly HistoryChange[]): string {
  const words = lowerFirst(actionWords(action));
  const [first, second, ...more] = changes;
  if (words !== "changed" || !first || more.length > 0) return words;
  return `changed ${[first, second].flatMap((change) => (change ? [lowerFirst(change.label)] : [])).join(" and ")}`;
}

// "AI systems" keeps its capitals.
function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
