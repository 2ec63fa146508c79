import "server-only";
import { formatNumber } from "@/lib/platform/report/format";
import type { Cell, Column, Row } from "@/lib/platform/report/model";
import type { TextStyle, Weight } from "@/lib/platform/report/pdf/theme";
import type { Typeface } from "@/lib/platform/report/pdf/typeface";
import { firstLines, prepare, wrap } from "@/lib/platform/report/pdf/wrap";

/** How a table is set: type, the space around a cell's text, and what a badge's shape takes. */
export interface TableLook {
  cell: TextStyle;
  head: TextStyle;
  padX: number;
  padY: number;
  symbol: number;
}

/** A column in its place; `left` and `width` are those of the text, without the space around it. */
export interface LaidColumn {
  column: Column;
  left: number;
  width: number;
  align: "left" | "center" | "right";
  weight: Weight;
  heading: readonly string[];
}

/** Where a table stands, in points. */
interface Place {
  left: number;
  width: number;
}

/** Column headings are cut after this many lines, so that rows keep their room. */
const HEAD_LINES = 5;
/** Extra space to the right of numbers, so that they do not run into the text beside them. */
const AFTER_NUMBERS = 7;
/** A word longer than this, in points, does not widen its column; it is broken. */
const LONGEST_WORD = 96;
/** Where words of a cell may part, as `wrap` does it. */
const WORD_ENDS = /\s+|(?<=[-–—/|_])(?=\D)/;

/**
 * Returns the columns in their places: widths by weight, but wide enough for the longest word of the heading
 * and, as long as there is room, of the sample rows.
 */
export function placeColumns(
  columns: readonly Column[],
  sample: readonly Row[],
  look: TableLook,
  face: Typeface,
  place: Place,
): LaidColumn[] {
  const heads = columns.map((column) =>
    Math.min(headWidth(column, look, face), place.width / columns.length),
  );
  const words = columns.map((column, index) => {
    const widest = sample.reduce((most, row) => Math.max(most, cellWidth(row[index], column, look, face)), 0);
    return Math.max(heads[index] ?? 0, widest);
  });
  const least = sumOf(words) <= place.width ? words : heads;
  const widths = share(columns, least, place.width);
  let at = place.left;
  return columns.map((column, index) => {
    const whole = widths[index] ?? 0;
    const laid = layColumn(column, at, whole, look, face);
    at += whole;
    return laid;
  });
}

function layColumn(column: Column, left: number, whole: number, look: TableLook, face: Typeface): LaidColumn {
  const { head, padX } = look;
  const align = alignOf(column);
  const width = Math.max(whole - 2 * padX - (align === "right" ? AFTER_NUMBERS : 0), head.size);
  const units = (width * 1000) / head.size;
  const heading = wrap(prepare(column.label), units, (code) => face.advance(code, head.weight));
  return {
    column,
    left: left + padX,
    width,
    align,
    weight: weightOf(column),
    heading: column.label === "" ? [] : firstLines(heading, HEAD_LINES),
  };
}

function alignOf(column: Column): "left" | "center" | "right" {
  return column.align ?? (column.kind === "number" ? "right" : "left");
}

function weightOf(column: Column): Weight {
  return column.rowHeader ? "bold" : "regular";
}

function headWidth(column: Column, { head, padX }: TableLook, face: Typeface): number {
  return longestWord(column.label, head, head.weight, face) + outside(column, padX);
}

function cellWidth(cell: Cell | undefined, column: Column, look: TableLook, face: Typeface): number {
  if (cell === null || cell === undefined) return 0;
  const text =
    typeof cell === "number"
      ? formatNumber(cell, column.digits)
      : typeof cell === "string"
        ? cell
        : cell.word;
  const symbol = typeof cell === "object" ? look.symbol : 0;
  const word = Math.min(longestWord(text, look.cell, weightOf(column), face), LONGEST_WORD);
  return word + symbol + outside(column, look.padX);
}

/** The space around a column's text, with a point to spare. */
function outside(column: Column, padX: number): number {
  return 2 * padX + 1 + (alignOf(column) === "right" ? AFTER_NUMBERS : 0);
}

function longestWord(text: string, { size }: TextStyle, weight: Weight, face: Typeface): number {
  const words = prepare(text.slice(0, 2_000)).split(WORD_ENDS);
  return words.reduce((most, word) => Math.max(most, face.width(word, weight, size)), 0);
}

/** Returns `total` divided by weight where no part is below its least. */
function share(columns: readonly Column[], least: readonly number[], total: number): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const free = total - sumOf(least.filter((_, index) => fixed.has(index)));
    const weights = columns.map(({ weight }, index) => (fixed.has(index) ? 0 : (weight ?? 1)));
    const sum = sumOf(weights);
    const widths = least.map((own, index) => (fixed.has(index) ? own : (free * (weights[index] ?? 0)) / sum));
    const short = widths.findIndex((width, index) => !fixed.has(index) && width < (least[index] ?? 0) - 0.01);
    if (short < 0) return widths;
    fixed.add(short);
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
