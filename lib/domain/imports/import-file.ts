import "server-only";
import type { RawRow } from "@/lib/domain/imports/rows";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { readCsv } from "@/lib/platform/csv/read";
import { Invalid } from "@/lib/platform/errors/public-error";
import { storage } from "@/lib/platform/storage/storage";
import { type OpenWorkbook, openWorkbook } from "@/lib/platform/workbook/read";
import type { SheetOverview } from "@/lib/platform/workbook/read-messages";
import { WorkbookError } from "@/lib/platform/workbook/workbook-error";

/** Where in a workbook the rows are: the sheet, and the row of its headings. */
export interface SheetChoice {
  sheet: string | null;
  headingRow: number | null;
}

/** What a workbook holds, and which of its sheets is read. */
export interface WorkbookFound {
  sheets: readonly SheetOverview[];
  sheet: string;
  headingRow: number;
  macros: boolean;
}

/** A file whose headings were read. The rows come once; who does not read them to their end closes it. */
export interface ImportFile {
  headings: readonly string[];
  rows: AsyncIterable<RawRow>;
  /** Null for CSV. */
  workbook: WorkbookFound | null;
  close(): Promise<void>;
}

/** Opens a stored file, as a workbook or as CSV by its content; throws Invalid in words that say what to do when it cannot be read. */
export async function openImportFile(sha256: string, choice: SheetChoice): Promise<ImportFile> {
  const bytes = (await storage().get(sha256))[Symbol.asyncIterator]();
  const first = await beginning(bytes);
  const whole = chain(first, bytes);
  return inPublicWords(async () => {
    if (looksLikeWorkbook(first)) return openSheet(await openWorkbook(whole), choice);
    const { headings, rows } = await readCsv(whole);
    return { headings, rows: csvRows(rows), workbook: null, close: async () => undefined };
  });
}

async function openSheet(book: OpenWorkbook, { sheet, headingRow }: SheetChoice): Promise<ImportFile> {
  try {
    const { sheets, macros } = book;
    const chosen = sheet === null ? likelySheet(sheets) : sheets.find(({ name }) => name === sheet);
    if (!chosen) {
      const names = sheets.map(({ name }) => `"${name}"`).join(", ");
      throw new Invalid([
        { path: "sheet", message: `The workbook has no sheet "${sheet}". Its sheets are: ${names}.` },
      ]);
    }
    const from = headingRow ?? chosen.headingRow;
    const { headings, rows } = await book.open(chosen.name, from);
    const workbook = { sheets, macros, sheet: chosen.name, headingRow: from };
    return { headings, rows: sheetRows(rows), workbook, close: () => book.close() };
  } catch (error) {
    await book.close();
    throw error;
  }
}

// The first that can be seen and has rows below its headings.
function likelySheet(sheets: readonly SheetOverview[]): SheetOverview | undefined {
  return sheets.find(({ hidden, rows }) => !hidden && rows > 1) ?? sheets[0];
}

// An archive, as every workbook is, or an old binary file, which is refused in words of its own.
function looksLikeWorkbook(start: Uint8Array): boolean {
  const mark = Buffer.from(start.subarray(0, 4)).toString("latin1");
  return mark === "PK\u0003\u0004" || mark === "\u00d0\u00cf\u0011\u00e0";
}

// Storage may hand out its blocks as small as it likes.
async function beginning(bytes: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let first: Uint8Array = new Uint8Array();
  while (first.length < 4) {
    const next = await bytes.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  return first;
}

async function* chain(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

async function* csvRows(rows: AsyncIterable<{ row: number } & Omit<RawRow, "line">>): AsyncGenerator<RawRow> {
  for await (const { row, cells, problems } of rows) yield { line: row, cells, problems };
}

async function* sheetRows(rows: AsyncIterable<Omit<RawRow, "problems">>): AsyncGenerator<RawRow> {
  for await (const row of rows) yield { ...row, problems: [] };
}

/** Runs the work; what is wrong with the file as a whole becomes Invalid. */
export async function inPublicWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CsvError || error instanceof WorkbookError)
      throw new Invalid([{ path: "file", message: error.message }]);
    throw error;
  }
}

/** Returns the headings of a stored file with the first value under each, and what a workbook holds. */
export async function readHead(sha256: string, choice: SheetChoice) {
  const { headings, rows, workbook, close } = await openImportFile(sha256, choice);
  return inPublicWords(async () => {
    const samples = headings.map(() => "");
    let looked = 0;
    for await (const { cells } of rows) {
      for (const [index, cell] of cells.entries()) samples[index] ||= cell.slice(0, 200);
      looked += 1;
      if (looked === 20) break;
    }
    return { headings, samples, workbook };
  }).finally(close);
}

/** Returns how many rows a stored file has, having read it to its end: what is wrong with it shows before any row is looked at. */
export async function countRows(sha256: string, choice: SheetChoice): Promise<number> {
  const file = await openImportFile(sha256, choice);
  return inPublicWords(async () => {
    let count = 0;
    for await (const _row of file.rows) count += 1;
    return count;
  }).finally(file.close);
}
