import "server-only";
import { pipeline, Readable } from "node:stream";
import { type Parser, parse } from "csv-parse";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { countLineEnds } from "@/lib/platform/csv/decode";
import type { Delimiter } from "@/lib/platform/csv/delimiter";

/** The most that is read of a file. */
export interface CsvLimits {
  bytes: number;
  /** Rows below the headings, empty ones included. */
  rows: number;
  columns: number;
  /** UTF-16 units in one cell; what Excel holds. */
  cell: number;
}

export const csvLimits: CsvLimits = { bytes: 50_000_000, rows: 100_000, columns: 200, cell: 32_767 };

/** How a record may end; files that mix them are common. */
const RECORD_ENDS = ["\r\n", "\n", "\r"];

/** A record of this many bytes is always taken in, so that low limits are reported by cell and not by row. */
const LEAST_RECORD = 1_000_000;

/** One record with the line in which it begins, and its row as a spreadsheet counts them: the headings are row 1. */
export interface LinedRecord {
  line: number;
  row: number;
  cells: string[];
}

/** Splits text into records within the limits, and knows the line of each: the parser counts CRLF in cells twice. */
export class Records {
  readonly #limits: CsvLimits;
  readonly #parser: Parser;
  readonly #firstLine: number;
  readonly #places = new WeakMap<string[], { line: number; row: number }>();
  #records = 0;
  #linesInside = 0;

  constructor(limits: CsvLimits, delimiter: Delimiter, firstLine: number) {
    this.#limits = limits;
    this.#firstLine = firstLine;
    this.#parser = parse({
      delimiter,
      record_delimiter: RECORD_ENDS,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: Math.max(limits.columns * limits.cell, LEAST_RECORD),
      cast: (value, { index }) => this.#check(value, index),
      on_record: (cells) => this.#place(cells),
    });
  }

  /** Yields the records; closing the generator closes the source. */
  async *read(text: AsyncGenerator<string>, signal: AbortSignal | undefined): AsyncGenerator<LinedRecord> {
    // A failure reaches the loop below through the parser; the callback only keeps it from being thrown twice.
    pipeline(Readable.from(text), this.#parser, () => undefined);
    try {
      for await (const cells of this.#parser) {
        signal?.throwIfAborted();
        yield { ...(this.#places.get(cells) ?? { line: 0, row: 0 }), cells };
      }
    } catch (error) {
      throw error instanceof CsvError ? error : this.#explain(error);
    }
  }

  /** The line in which the record being read begins. */
  get #line(): number {
    return this.#firstLine + this.#records + this.#linesInside + this.#parser.info.empty_lines;
  }

  #check(value: string, index: number): string {
    const { columns, cell } = this.#limits;
    const line = this.#line;
    if (index >= columns) {
      const where = this.#records === 0 ? "The heading row" : `Line ${line}`;
      const message = `${where} has more than ${columns} columns, the most that are read. Remove some of them.`;
      throw new CsvError("too-many-columns", message, line, index + 1);
    }
    if (value.length > cell) {
      const message = `Line ${line}, column ${index + 1} holds ${value.length} characters; at most ${cell} are read. Shorten the text.`;
      throw new CsvError("cell-too-long", message, line, index + 1);
    }
    return value;
  }

  #place(cells: string[]): string[] {
    const line = this.#line;
    if (this.#records > this.#limits.rows) {
      const message = `The file has more than ${this.#limits.rows} rows, the most that are read. Split it, and delete empty rows at its end.`;
      throw new CsvError("too-many-rows", message, line);
    }
    this.#records++;
    const row = this.#records + this.#parser.info.empty_lines;
    for (const cell of cells) this.#linesInside += countLineEnds(cell);
    this.#places.set(cells, { line, row });
    return cells;
  }

  #explain(error: unknown): unknown {
    if (!isParserError(error)) return error;
    const line = this.#line;
    const column = error.index + 1;
    const place = `line ${line}, column ${column}`;
    switch (error.code) {
      case "CSV_QUOTE_NOT_CLOSED": {
        const message = `A quotation mark opened in ${place} is never closed. Close it, or double it inside a text.`;
        return new CsvError("quotes", message, line, column);
      }
      case "CSV_INVALID_CLOSING_QUOTE":
      case "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE":
      case "INVALID_OPENING_QUOTE": {
        const message = `A single quotation mark stands inside a text in ${place}. Put the whole cell in quotation marks and double those inside.`;
        return new CsvError("quotes", message, line, column);
      }
      case "CSV_MAX_RECORD_SIZE": {
        const message = `The row that begins in ${place} does not end. The usual cause is a quotation mark that is never closed.`;
        return new CsvError("row-too-long", message, line, column);
      }
      default:
        return error;
    }
  }
}

function isParserError(error: unknown): error is { code: string; index: number } {
  return error instanceof Error && "code" in error && "index" in error && typeof error.index === "number";
}
