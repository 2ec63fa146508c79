import type { getImport, ImportedRow } from "@/lib/domain/imports/queries";

export type FoundImport = Awaited<ReturnType<typeof getImport.execute>>;
export type { ImportedRow };

/** Returns "1 row", "2 rows". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Returns what applying does as a button says it: "Create 78, change 2, leave out 3". */
export function whatHappens({
  created,
  changed,
  refused,
}: {
  created: number;
  changed: number;
  refused: number;
}): string {
  const parts = [
    ...(created > 0 ? [`create ${created.toLocaleString("en")}`] : []),
    ...(changed > 0 ? [`change ${changed.toLocaleString("en")}`] : []),
    ...(refused > 0 ? [`leave out ${refused.toLocaleString("en")}`] : []),
  ].join(", ");
  return parts.charAt(0).toUpperCase() + parts.slice(1);
}
