import "server-only";
import { formatNumber } from "@/lib/platform/report/format";
import type { BadgeTone, Cell, Row } from "@/lib/platform/report/model";
import type { LaidColumn, TableLook } from "@/lib/platform/report/pdf/table-columns";
import { colours } from "@/lib/platform/report/pdf/theme";
import type { Typeface } from "@/lib/platform/report/pdf/typeface";
import { prepare, wrap } from "@/lib/platform/report/pdf/wrap";

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

/** Lays cells of one table out; texts that repeat down a column are wrapped once. */
export class TableLayout {
  readonly columns: readonly LaidColumn[];
  readonly look: TableLook;
  readonly #face: Typeface;
  readonly #known: Map<string, readonly string[]>[];

  constructor(columns: readonly LaidColumn[], look: TableLook, face: Typeface) {
    this.look = look;
    this.#face = face;
    this.columns = columns;
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

  /**
   * Returns the row in lines; a row shorter than the columns is filled up with empty cells. Throws RangeError
   * for a longer one, whose last cells nobody would see.
   */
  row(row: Row): LaidRow {
    if (row.length > this.columns.length) {
      throw new RangeError(`A row has ${row.length} cells for ${this.columns.length} columns.`);
    }
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
    const units = (width * 1000) / this.look.cell.size;
    const lines = wrap(prepare(text), units, (code) => this.#face.advance(code, column.weight));
    if (known) {
      if (known.size >= CACHED_TEXTS) known.clear();
      known.set(key, lines);
    }
    return lines;
  }
}

/** The colour a cell's text is drawn in. */
export function cellColour(cell: LaidCell): string {
  return cell.muted ? colours.muted : colours.ink;
}
