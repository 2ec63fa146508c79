import "server-only";
import type { Permission } from "@/lib/platform/access/permission";
import type { Context } from "@/lib/platform/operation/operation";

/** A record as other concepts name it: in a task, a comment, a search result. */
export interface FoundRecord {
  id: string;
  /** The short reference, such as R-0012. */
  ref: string;
  name: string;
  unitId: string;
  /** Who answers for it, if anybody. */
  ownerId: string | null;
}

/** One kind of record that tasks, comments, watchers and searches may be about. */
export interface RecordKind {
  /** As in the address and the audit trail: "risks". */
  type: string;
  /** As people say it: "risk". */
  one: string;
  /** What it takes to read one. */
  read: Permission;
  /** Those of these records that the actor may see; others are left out. */
  find(context: Context, ids: readonly string[]): Promise<FoundRecord[]>;
}

/** What concepts to the right hand to mechanisms on their left, through their module. */
export interface Contributions {
  records: readonly RecordKind[];
}

// The web server loads modules once for pages and once for the API. Each keeps its own, and what was loaded by neither
// finds those of the other.
let own: Contributions | undefined;
const shared = globalThis as { plumblineContributions?: Contributions };

/** Makes what the modules contribute known; called once by the registry. */
export function contribute(contributions: Contributions): void {
  own = contributions;
  shared.plumblineContributions ??= contributions;
}

/** Returns what the modules contribute; throws when no registry was loaded in this process. */
function contributions(): Contributions {
  const known = own ?? shared.plumblineContributions;
  if (!known) throw new Error("No registry was loaded: import lib/registry at the door.");
  return known;
}

/** Returns the records of any kind that the actor may see, by id, each with its kind. */
export async function findRecords(
  context: Context,
  keys: readonly { subjectType: string; subjectId: string }[],
): Promise<Map<string, FoundRecord & { kind: RecordKind }>> {
  const found = new Map<string, FoundRecord & { kind: RecordKind }>();
  for (const kind of contributions().records) {
    const ids = keys.filter(({ subjectType }) => subjectType === kind.type).map(({ subjectId }) => subjectId);
    if (ids.length === 0) continue;
    for (const record of await kind.find(context, [...new Set(ids)]))
      found.set(record.id, { ...record, kind });
  }
  return found;
}
