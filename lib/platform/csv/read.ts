import "server-only";
import { CsvError, type RowProblem } from "@/lib/platform/csv/csv-error";
import { type ByteSource, decode } from "@/lib/platform/csv/decode";
import { type Delimiter, detectDelimiter } from "@/lib/platform/csv/delimiter";
import { checkRow, type Headings, readHeadings } from "@/lib/platform/csv/headings";
import { restore } from "@/lib/platform/csv/neutralise";
import { type CsvLimits, csvLimits, type LinedRecord, Records } from "@/lib/platform/csv/records";

export interface CsvReadOptions {
  limits?: Partial<CsvLimits>;
  /** Whether apostrophes that `neutralise` put before formulas are taken off again; true when absent. */
  restore?: boolean;
  signal?: AbortSignal;
}

/** One row of a file: its first line, its number in a spreadsheet, a cell per heading, and what is wrong with it. */
export interface CsvRow {
  line: number;
  row: number;
  cells: string[];
  problems: readonly RowProblem[];
}

export interface CsvFile {
  headings: readonly string[];
  delimiter: Delimiter;
  /** The rows, once; rows whose cells are all empty are left out. Throws CsvError as `readCsv` does. */
  rows: AsyncIterable<CsvRow>;
}

/** How much of a file is looked at to find its delimiter. */
const SAMPLE = 64 * 1024;

/**
 * Returns a file's headings and a stream of its rows, holding no more than a few blocks in memory. Encoding
 * and delimiter are found from the content. Throws CsvError, with line and advice, for what makes the rest
 * unreadable or too large; what concerns one row comes with that row.
 */
export async function readCsv(source: ByteSource, options: CsvReadOptions = {}): Promise<CsvFile> {
  const limits = { ...csvLimits, ...options.limits };
  const text = decode(source, limits.bytes);
  const sample = await takeSample(text);
  const { delimiter, start, line } = findDelimiter(sample);
  const whole = chain(sample.slice(start), text);
  const records = new Records(limits, delimiter, line).read(whole, options.signal);
  const undo = options.restore === false ? (cell: string) => cell : restore;
  try {
    const first = await records.next();
    if (first.done)
      throw new CsvError("empty", "The file is empty. Its first line must hold the headings.", 1);
    const headings = readHeadings(first.value.cells.map(undo), first.value.line);
    return { headings: headings.names, delimiter, rows: rowsOf(records, headings, undo) };
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
}

async function* rowsOf(
  records: AsyncGenerator<LinedRecord>,
  headings: Headings,
  undo: (cell: string) => string,
): AsyncGenerator<CsvRow> {
  let any = false;
  for await (const { line, row, cells } of records) {
    if (cells.every((cell) => cell === "")) continue;
    any = true;
    yield { line, row, ...checkRow(cells.map(undo), headings, line) };
  }
  if (!any) {
    throw new CsvError("no-rows", "The file has headings but no rows below them. Add at least one row.", 1);
  }
}

async function takeSample(text: AsyncGenerator<string>): Promise<string> {
  let sample = "";
  while (sample.length < SAMPLE) {
    const { value, done } = await text.next();
    if (done) break;
    sample += value;
  }
  return sample;
}

/** Finds the delimiter; a first line "sep=;" as Excel writes it decides and is no row. */
function findDelimiter(sample: string): { delimiter: Delimiter; start: number; line: number } {
  const named = /^sep=([,;\t])(?:\r\n|\n|\r)/i.exec(sample);
  if (named) return { delimiter: named[1] as Delimiter, start: named[0].length, line: 2 };
  return { delimiter: detectDelimiter(sample.slice(0, SAMPLE)), start: 0, line: 1 };
}

async function* chain(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first !== "") yield first;
  yield* rest;
}
