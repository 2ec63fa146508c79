import "server-only";
import { type CellWords, csvCell } from "@/lib/platform/register/cell-words";
import type { CellValue, Column } from "@/lib/platform/register/column";
import type { Tone } from "@/lib/platform/schema/field";
import { zoned } from "@/lib/platform/time/zoned";
import type { SheetCell } from "@/lib/platform/workbook/write";

/** Returns a value as a cell of a spreadsheet: numbers and days as such, instants in the organisation's zone, the rest in words. */
export function sheetCell(column: Column, value: CellValue | undefined, words: CellWords): SheetCell {
  const text = csvCell(column, value, words);
  if (text === null || text === "") return { value: null };
  if (column.kind === "date") return { value: new Date(`${text}T00:00:00Z`), format: "yyyy-mm-dd" };
  if (column.kind === "instant") {
    const { day, clock } = zoned(String(value), words.timeZone);
    return { value: new Date(`${day}T${clock}:00Z`), format: "yyyy-mm-dd hh:mm" };
  }
  if (typeof value === "number") return numberCell(column, value, words);
  const tone = toneOf(column, value, words);
  return { value: text, ...(tone ? { tone } : {}) };
}

// A score stays a number that sorts and adds up; its level is a part of how it is shown.
function numberCell({ badge }: Column, value: number, { bands }: CellWords): SheetCell {
  if (badge !== "level") return { value };
  const band = bands.filter(({ from }) => value >= from).at(-1);
  if (!band) return { value };
  return { value, format: `0 "${band.label.replaceAll('"', "”")}"`, tone: band.tone };
}

function toneOf(column: Column, value: CellValue | undefined, words: CellWords): Tone | undefined {
  if (typeof value !== "string") return undefined;
  const options = words.options[column.key] ?? column.options;
  return options?.find((option) => option.value === value)?.tone;
}
