import "server-only";
import { roles } from "@/lib/platform/access/role";
import type { StoredChange } from "@/lib/platform/audit/change";

/** Returns the ids of the records that name an entry's subject: itself, and the person it belongs to. */
export function idsOfSubject(subjectId: string | null, change: StoredChange): string[] {
  const { personId } = heldIn(change);
  return [subjectId, personId].filter((id) => typeof id === "string");
}

/** Returns what an entry is about, by the name the record has now or had then; null where it has none. */
export function subjectName(
  subjectId: string | null,
  change: StoredChange,
  names: ReadonlyMap<string, string>,
): string | null {
  const now = subjectId === null ? undefined : names.get(subjectId);
  if (now) return now;
  const held = heldIn(change);
  const own = held["title"] ?? held["name"] ?? roleLabel(held["role"]) ?? held["key"] ?? held["email"];
  const person = typeof held["personId"] === "string" ? names.get(held["personId"]) : undefined;
  return [own, person].filter((part) => typeof part === "string").join(", ") || null;
}

function heldIn({ before, after }: StoredChange): Record<string, unknown> {
  return after ?? before ?? {};
}

function roleLabel(role: unknown): string | undefined {
  return roles.find(({ value }) => value === role)?.label;
}
