import "server-only";
import * as z from "zod";
import { storedRow } from "@/lib/domain/frameworks/mappings/schema";
import { shippedCrosswalk } from "@/lib/domain/frameworks/queries/shipped";
import type { CrosswalkRow } from "@/lib/domain/frameworks/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { CrosswalkSet } from "@/lib/platform/database/generated/client";

const storedRows = z.array(storedRow);

/** What decides which sets count. */
type SetHead = Pick<CrosswalkSet, "id" | "sourceFramework" | "targetFramework" | "name" | "withdrawnAt">;

/** Returns the ids of the imported sets that are in force: of each name between the same two frameworks the one applied last. */
export async function setsInForce(tx: Transaction): Promise<string[]> {
  const found = await tx.crosswalkSet.findMany({
    where: { appliedAt: { not: null } },
    select: { id: true, sourceFramework: true, targetFramework: true, name: true, withdrawnAt: true },
    orderBy: [{ appliedAt: "asc" }, { id: "asc" }],
  });
  const newest = new Map<string, SetHead>();
  for (const one of found)
    newest.set(JSON.stringify([one.sourceFramework, one.targetFramework, one.name]), one);
  return [...newest.values()].filter(({ withdrawnAt }) => withdrawnAt === null).map(({ id }) => id);
}

/**
 * Returns the rows between frameworks that count: the shipped ones, then those that were imported and are in force. Of the same
 * two requirements the first row counts. A set that is named is left out, so that its successor can be compared with the rest.
 */
export async function crosswalkInForce(
  tx: Transaction,
  without: { sourceFramework: string; targetFramework: string; name: string } | null = null,
): Promise<readonly CrosswalkRow[]> {
  const ids = await setsInForce(tx);
  if (ids.length === 0) return shippedCrosswalk();
  const sets = await tx.crosswalkSet.findMany({
    where: { id: { in: ids }, ...(without === null ? {} : { NOT: without }) },
    orderBy: [{ appliedAt: "asc" }, { id: "asc" }],
  });
  const taken = new Set(shippedCrosswalk().map(({ source, target }) => pairOf(source, target)));
  const imported = sets.flatMap(rowsOf).filter(({ source, target }) => {
    const pair = pairOf(source, target);
    if (taken.has(pair)) return false;
    taken.add(pair);
    return true;
  });
  return [...shippedCrosswalk(), ...imported];
}

/** Returns the rows of an imported set as the crosswalk has them. */
export function rowsOf(set: CrosswalkSet): CrosswalkRow[] {
  const { sourceFramework, targetFramework, basis, statedBy, rows } = set;
  return storedRows.parse(rows).map(({ sourceRef, targetRef, ...row }) => ({
    ...row,
    source: { framework: sourceFramework, ref: sourceRef },
    target: { framework: targetFramework, ref: targetRef },
    basis: basis === "published" ? "published" : "judgement",
    statedBy,
  }));
}

// The same in whichever order the two are named.
function pairOf(...ends: readonly CrosswalkRow["source"][]): string {
  return ends
    .map(({ framework, ref }) => `${framework}:${ref}`)
    .sort()
    .join(" > ");
}
