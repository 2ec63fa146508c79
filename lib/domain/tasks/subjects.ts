import "server-only";
import type { Transaction } from "@/lib/platform/database/client";

/** A record by its type and id, as tasks and notifications name what they are about. */
export interface SubjectKey {
  subjectType: string;
  subjectId: string;
}

export interface Subject {
  ref: string;
  name: string;
}

type Find = (tx: Transaction, ids: string[]) => Promise<(Subject & { id: string })[]>;

const ref = (letter: string, number: number) => `${letter}-${String(number).padStart(4, "0")}`;

// How to name the records that tasks are about. The database shows only those in the reader's scope.
const finders: Record<string, Find> = {
  risks: async (tx, ids) => {
    const found = await tx.risk.findMany({
      where: { id: { in: ids } },
      select: { id: true, number: true, title: true },
    });
    return found.map(({ id, number, title }) => ({ id, ref: ref("R", number), name: title }));
  },
  systems: async (tx, ids) => {
    const found = await tx.system.findMany({
      where: { id: { in: ids } },
      select: { id: true, number: true, name: true },
    });
    return found.map(({ id, number, name }) => ({ id, ref: ref("S", number), name }));
  },
};

/** Returns the names of the records these are about, by id; what the reader may not see is not among them. */
export async function subjectsOf(
  tx: Transaction,
  keys: readonly SubjectKey[],
): Promise<Map<string, Subject>> {
  const named = new Map<string, Subject>();
  for (const [type, find] of Object.entries(finders)) {
    const ids = new Set(
      keys.filter(({ subjectType }) => subjectType === type).map(({ subjectId }) => subjectId),
    );
    if (ids.size === 0) continue;
    for (const { id, ...subject } of await find(tx, [...ids])) named.set(id, subject);
  }
  return named;
}
