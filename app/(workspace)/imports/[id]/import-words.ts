import type { getImport, ImportedRow } from "@/lib/domain/imports/queries";
import { capitalised } from "@/lib/platform/schema/capitalised";

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
  return capitalised(parts);
}

/** Returns how many rows would do what: "Of 25 rows, 22 become new risks and 3 change one." */
export function rowsInWords({ created, changed, unchanged, refused, words }: FoundImport): string {
  const parts = [
    ...(created > 0
      ? [created === 1 ? `1 becomes a new ${words.one}` : `${created} become new ${words.many}`]
      : []),
    ...(changed > 0 ? [changed === 1 ? "1 changes a record" : `${changed} change a record`] : []),
    ...(unchanged > 0
      ? [`${unchanged} ${unchanged === 1 ? "says" : "say"} what the register says already`]
      : []),
    ...(refused > 0 ? [`${refused} ${refused === 1 ? "is" : "are"} refused`] : []),
  ];
  const total = countOf(created + changed + unchanged + refused, "row");
  const said =
    parts.length > 1
      ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`
      : (parts[0] ?? "none does anything");
  return `Of ${total}, ${said}.`;
}
