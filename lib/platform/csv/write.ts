import "server-only";
import { neutralise } from "@/lib/platform/csv/neutralise";

/** `null` is written as an empty cell. */
export type CsvCell = string | number | bigint | boolean | null;

/** One column; in a number column plain numbers stay numbers, whatever sign they begin with. */
export interface CsvColumn {
  heading: string;
  kind?: "text" | "number";
}

export interface CsvTable {
  columns: readonly CsvColumn[];
  rows: readonly (readonly CsvCell[])[] | AsyncIterable<readonly (readonly CsvCell[])[]>;
}

export interface CsvWriteOptions {
  delimiter?: "," | ";" | "\t";
  /** Whether a byte order mark comes first, without which Excel misreads UTF-8; true when absent. */
  bom?: boolean;
  signal?: AbortSignal;
}

/** A number as every reader takes it, so that it needs no apostrophe. */
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Quoted beyond RFC 4180: the other delimiters and outer spaces, which readers guess or trim. */
const QUOTED = /["\r\n,;\t|]|^\s|\s$/;
const ROWS_AT_ONCE = 500;

/**
 * Returns the table as CSV (RFC 4180, UTF-8, CRLF) that is made while it is read: batches are asked for as the
 * reader takes bytes, and cancelling closes them. Text that a spreadsheet would run as a formula is neutralised.
 * The stream fails when a row is longer than the columns, a number is not finite, or the source fails.
 */
export function writeCsv(table: CsvTable, options: CsvWriteOptions = {}): ReadableStream<Uint8Array> {
  const pieces = textOf(table, options);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

async function* textOf(table: CsvTable, options: CsvWriteOptions): AsyncGenerator<string, undefined> {
  const { delimiter = ",", bom = true, signal } = options;
  const { columns } = table;
  const headings = columns.map(({ heading }) => heading);
  yield `${bom ? "\ufeff" : ""}${lineOf(headings, [], delimiter)}`;
  let line = 1;
  for await (const rows of batchesOf(table)) {
    signal?.throwIfAborted();
    let text = "";
    for (const row of rows) {
      line++;
      if (row.length > columns.length) {
        throw new RangeError(`Row ${line} has ${row.length} cells for ${columns.length} columns.`);
      }
      text += lineOf(row, columns, delimiter);
    }
    if (text !== "") yield text;
  }
}

async function* batchesOf({ rows }: CsvTable): AsyncGenerator<readonly (readonly CsvCell[])[]> {
  if (Symbol.asyncIterator in rows) yield* rows;
  else for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) yield rows.slice(at, at + ROWS_AT_ONCE);
}

function lineOf(row: readonly CsvCell[], columns: readonly CsvColumn[], delimiter: string): string {
  if (row.length === 1 && (row[0] === "" || row[0] === null)) return '""\r\n';
  let line = "";
  for (let index = 0; index < Math.max(row.length, columns.length); index++) {
    line += `${index > 0 ? delimiter : ""}${field(row[index] ?? null, columns[index]?.kind)}`;
  }
  return `${line}\r\n`;
}

function field(cell: CsvCell, kind: CsvColumn["kind"]): string {
  if (cell === null) return "";
  if (typeof cell === "number" && !Number.isFinite(cell)) {
    throw new RangeError("A number that is not finite cannot be written; give null when it is not known.");
  }
  if (typeof cell !== "string") return String(cell);
  const text = kind === "number" && PLAIN_NUMBER.test(cell) ? cell : neutralise(cell);
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
