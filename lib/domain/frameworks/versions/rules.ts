import { formatStart } from "@/lib/domain/frameworks/rules";
import type { Requirement } from "@/lib/domain/frameworks/schema";
import type { StoredLine, VersionState } from "@/lib/domain/frameworks/versions/schema";

/** When things were done with a version; null where they were not. */
interface Dated {
  id: string;
  appliedAt: Date | null;
  withdrawnAt: Date | null;
  discardedAt: Date | null;
}

/** Returns what state a version is in, given the one of its framework that was put in force last. */
export function stateOf(
  { id, appliedAt, withdrawnAt, discardedAt }: Dated,
  latest: string | null,
): VersionState {
  if (discardedAt) return "discarded";
  if (!appliedAt) return "draft";
  if (withdrawnAt) return "withdrawn";
  return id === latest ? "in-force" : "superseded";
}

/** Returns a kept line as every framework's requirement. */
export function requirementOf(
  framework: string,
  { text, sourceId: _source, ...line }: StoredLine,
): Requirement {
  return { ...line, key: `${framework}:${line.ref}`, paraphrase: text };
}

/** A requirement by its reference. */
interface Named {
  ref: string;
  title: string;
}

/** One thing that reads otherwise in another version. */
interface Changed extends Named {
  fields: { field: string; before: string; after: string }[];
}

/** What another version of a framework says beside an earlier one; every line of both is in exactly one of the lists, or the same. */
export interface VersionChanges {
  added: Named[];
  removed: Named[];
  changed: Changed[];
  /** The source calls them the same and numbers them otherwise. */
  renumbered: (Named & { was: string })[];
  same: number;
}

/** Returns what a version adds, changes, removes and numbers otherwise beside an earlier one, by reference. */
export function changesBetween(before: readonly StoredLine[], after: readonly StoredLine[]): VersionChanges {
  const was = new Map(before.map((one) => [one.ref, one]));
  const is = new Map(after.map((one) => [one.ref, one]));
  const gone = new Map(before.flatMap((one) => (is.has(one.ref) ? [] : [[one.sourceId, one] as const])));
  const found: VersionChanges = { added: [], removed: [], changed: [], renumbered: [], same: 0 };
  for (const one of after) {
    const [named, old] = [{ ref: one.ref, title: one.title }, was.get(one.ref)];
    const other = old ? undefined : gone.get(one.sourceId);
    if (other) {
      found.renumbered.push({ ...named, was: other.ref });
      gone.delete(one.sourceId);
    } else if (!old) found.added.push(named);
    else {
      const fields = fieldsBetween(old, one);
      if (fields.length > 0) found.changed.push({ ...named, fields });
      else found.same += 1;
    }
  }
  const moved = new Set(found.renumbered.map((one) => one.was));
  found.removed = before.flatMap(({ ref, title }) => (is.has(ref) || moved.has(ref) ? [] : [{ ref, title }]));
  return found;
}

function fieldsBetween(before: StoredLine, after: StoredLine): Changed["fields"] {
  const [was, is] = [shown(before), shown(after)];
  return Object.keys(was).flatMap((field) => {
    const [from, to] = [was[field] ?? "", is[field] ?? ""];
    return from === to ? [] : [{ field, before: from, after: to }];
  });
}

function shown(line: StoredLine): Record<string, string> {
  return {
    Title: line.title,
    Text: line.text ?? "",
    "Stands below": [line.parentFramework, line.parentRef].filter(Boolean).join(" "),
    Kind: line.kind,
    "Can be fulfilled": line.assessable ? "Yes" : "No",
    Addresses: line.appliesTo.join(", "),
    "Applies from": formatStart(line.appliesFrom) ?? "",
    "In practice from": formatStart(line.practicalFrom) ?? "",
    Notes: line.notes.join("\n"),
  };
}
