import "server-only";
import type { Gathered, PackRegister } from "@/lib/domain/audit-packs/contents/gather";
import { wordsOf } from "@/lib/domain/audit-packs/contents/write-registers";
import { paperCell } from "@/lib/platform/register/cell-words";
import type { RegisterRow } from "@/lib/platform/register/column";
import { paperColumns } from "@/lib/platform/register/export-paper";
import type { BarsBlock, TableBlock } from "@/lib/platform/report/model";

/** Rows that a table on paper shows at most; every one stands in the registers beside the report. */
export const mostOnPaper = 400;

/** Returns a register of the pack as a table with these columns, in the order of its rows. */
export function registerTable(
  gathered: Gathered,
  of: PackRegister,
  keys: readonly string[],
  title: string,
): TableBlock {
  const { register, rows } = of;
  const columns = keys.flatMap((key) => register.columns.find((column) => column.key === key) ?? []);
  const words = wordsOf(gathered, register.concept);
  return {
    kind: "table",
    title,
    ...cut(rows.length, `registers/${register.concept}.csv`),
    columns: paperColumns(columns),
    rows: rows
      .slice(0, mostOnPaper)
      .map((row) => columns.map((column) => paperCell(column, row[column.key], words))),
    empty: "None.",
  };
}

/** Returns the note under a table of which paper shows the beginning only. */
export function cut(count: number, file: string): { note?: string } {
  if (count <= mostOnPaper) return {};
  return { note: `The first ${mostOnPaper} of ${count.toLocaleString("en")}; every one is in ${file}.` };
}

/** Returns how many rows have each value of a choice, as bars, with those that have none. */
export function barsOf(
  { register, rows }: PackRegister,
  key: string,
  title: string,
  counted: string,
): BarsBlock {
  const column = register.columns.find((candidate) => candidate.key === key);
  const options = column?.options ?? [];
  const count = (value: string | null) => rows.filter((row) => (row[key] ?? null) === value).length;
  const unknown = count(null);
  return {
    kind: "bars",
    title,
    counted,
    bars: [
      ...options.map(({ value, label, tone }) => ({
        label,
        value: count(value),
        of: rows.length,
        ...(tone ? { tone } : {}),
      })),
      ...(unknown > 0
        ? [{ label: "Not recorded", value: unknown, of: rows.length, tone: "unknown" as const }]
        : []),
    ],
  };
}

/** Returns "1 risk" or "3 risks". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** Returns how many rows fit. */
export function howMany(rows: readonly RegisterRow[], fits: (row: RegisterRow) => boolean): number {
  return rows.filter(fits).length;
}
