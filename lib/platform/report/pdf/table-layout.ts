import "server-only";
import { formatNumber } from "@/lib/platform/report/format";
import type { BadgeTone, Cell, Column, Row } from "@/lib/platform/report/model";
import { colours, type TextStyle, type Weight } from "@/lib/platform/report/pdf/theme";
import type { Typeface } from "@/lib/platform/report/pdf/typeface";
import { prepare, wrap } from "@/lib/platform/report/pdf/wrap";

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

export interface LaidCell {
  lines: readonly string[];
  tone?: BadgeTone;
  muted?: boolean;
}

/** A row with its text in lines; `lines` is the height of the tallest cell. */
export interface LaidRow {
  cells: readonly LaidCell[];
  lines: number;
}

const EMPTY: LaidCell = { lines: [] };
const NOT_RECORDED: LaidCell = { lines: ["–"], muted: true };
const CACHED_TEXTS = 4_000;
/** Extra space to the right of numbers, so that they do not run into the text beside them. */
const AFTER_NUMBERS = 7;

/** Lays cells of one table out; texts that repeat down a column are wrapped once. */
export class TableLayout {
  readonly columns: readonly LaidColumn[];
  readonly look: TableLook;
  readonly #face: Typeface;
  readonly #known: Map<string, readonly string[]>[];

  constructor(columns: readonly Column[], look: TableLook, face: Typeface, left: number, width: number) {
    this.look = look;
    this.#face = face;
    this.columns = this.#place(columns, left, width);
    this.#known = columns.map(() => new Map());
  }

  /** Returns the height of a row of so many lines, in points. */
  height(lines: number): number {
    return lines * this.look.cell.leading + 2 * this.look.padY;
  }

  get headHeight(): number {
    const lines = this.columns.reduce((most, { heading }) => Math.max(most, heading.length), 1);
    return lines * this.look.head.leading + 2 * this.look.padY;
  }

  /** Returns the row in lines; a row shorter than the columns is filled up with empty cells. */
  row(row: Row): LaidRow {
    let lines = 1;
    const cells = this.columns.map((column, index) => {
      const cell = this.#cell(row[index], column, index);
      if (cell.lines.length > lines) lines = cell.lines.length;
      return cell;
    });
    return { cells, lines };
  }

  #cell(cell: Cell | undefined, column: LaidColumn, index: number): LaidCell {
    if (cell === "" || cell === undefined) return EMPTY;
    if (cell === null) return NOT_RECORDED;
    if (typeof cell === "string") return { lines: this.#lines(cell, column, index, column.width) };
    if (typeof cell === "number") {
      return { lines: this.#lines(formatNumber(cell, column.column.digits), column, index, column.width) };
    }
    const width = Math.max(column.width - this.look.symbol, this.look.cell.size);
    return { lines: this.#lines(cell.word, column, index, width), tone: cell.tone };
  }

  #lines(text: string, column: LaidColumn, index: number, width: number): readonly string[] {
    const known = this.#known[index];
    const key = width === column.width ? text : `\0${text}`;
    const before = known?.get(key);
    if (before) return before;
    const lines = this.#wrap(text, width, this.look.cell, column.weight);
    if (known) {
      if (known.size >= CACHED_TEXTS) known.clear();
      known.set(key, lines);
    }
    return lines;
  }

  #wrap(text: string, width: number, style: TextStyle, weight: Weight): string[] {
    return wrap(prepare(text), (width * 1000) / style.size, (code) => this.#face.advance(code, weight));
  }

  /** Shares the width out by weight, but gives every column at least the longest word of its heading. */
  #place(columns: readonly Column[], left: number, width: number): LaidColumn[] {
    const { head, padX } = this.look;
    const least = columns.map(({ label, kind, align }) => {
      const words = prepare(label).split(/[\s/-]+/);
      const widest = words.reduce(
        (most, word) => Math.max(most, this.#face.width(word, head.weight, head.size)),
        0,
      );
      const after = align === "right" || kind === "number" ? AFTER_NUMBERS : 0;
      return Math.min(widest + 2 * padX + 1 + after, width / columns.length);
    });
    const widths = share(
      columns.map((column) => column.weight ?? 1),
      least,
      width,
    );
    let at = left;
    return columns.map((column, index) => {
      const whole = widths[index] ?? 0;
      const align = column.align ?? (column.kind === "number" ? "right" : "left");
      const inner = Math.max(whole - 2 * padX - (align === "right" ? AFTER_NUMBERS : 0), head.size);
      const laid: LaidColumn = {
        column,
        left: at + padX,
        width: inner,
        align,
        weight: column.rowHeader ? "bold" : "regular",
        heading: column.label === "" ? [] : this.#wrap(column.label, inner, head, head.weight),
      };
      at += whole;
      return laid;
    });
  }
}

/** Returns `total` divided by weight where no part is below its least. */
function share(weights: readonly number[], least: readonly number[], total: number): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const free = total - [...fixed].reduce((sum, index) => sum + (least[index] ?? 0), 0);
    const sum = weights.reduce((all, weight, index) => (fixed.has(index) ? all : all + weight), 0);
    const widths = weights.map((weight, index) =>
      fixed.has(index) ? (least[index] ?? 0) : (free * weight) / sum,
    );
    const short = widths.findIndex((width, index) => !fixed.has(index) && width < (least[index] ?? 0) - 0.01);
    if (short < 0) return widths;
    fixed.add(short);
  }
}

/** The colour a cell's text is drawn in. */
export function cellColour(cell: LaidCell): string {
  return cell.muted ? colours.muted : colours.ink;
}
