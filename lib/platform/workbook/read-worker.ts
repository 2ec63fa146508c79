import "server-only";
import { parentPort, workerData } from "node:worker_threads";
import exceljs, { type Worksheet } from "exceljs";
import { cellText } from "./cell-text.ts";
import { guardWorkbook } from "./guard.ts";
import { findHeadingRow, type SheetRow } from "./heading-row.ts";
import type { Answer, Question, SheetOverview } from "./read-messages.ts";
import { WorkbookError } from "./workbook-error.ts";

// Runs in a thread of its own, loaded by Node itself: its imports are relative and name their ending.

const most = { rows: 100_000, columns: 200, cell: 32_767, sheets: 100 };
const batch = 500;
const port = parentPort;

const say = (answer: Answer) => port?.postMessage(answer);

async function main(): Promise<void> {
  const { macros } = await guardWorkbook(workerData.path);
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(workerData.path).catch(() => {
    throw new WorkbookError(
      "damaged",
      "The workbook cannot be read. Open it in a spreadsheet, save it again as .xlsx, and send that.",
    );
  });
  const sheets = book.worksheets.slice(0, most.sheets);
  if (sheets.length === 0) throw new WorkbookError("no-sheet", "The workbook has no sheet with cells.");
  say({ kind: "opened", macros, sheets: sheets.map(overview) });
  let rows: Generator<SheetRow[]> | undefined;
  port?.on("message", (question: Question) => {
    try {
      if (question.kind === "open") {
        const sheet = sheets.find(({ name }) => name === question.sheet);
        if (!sheet) throw new WorkbookError("no-sheet", `The workbook has no sheet "${question.sheet}".`);
        const { headings, columns } = headingsOf(sheet, question.headingRow);
        rows = rowsBelow(sheet, question.headingRow, columns);
        say({ kind: "headings", headings });
      } else {
        const next = rows?.next();
        say({ kind: "rows", rows: next?.value ?? [], done: next?.done ?? true });
      }
    } catch (error) {
      refuse(error);
    }
  });
}

function overview(sheet: Worksheet): SheetOverview {
  const first: SheetRow[] = [];
  let rows = 0;
  let hiddenRows = 0;
  const columns = Math.min(sheet.columnCount, most.columns);
  sheet.eachRow((row, line) => {
    if (!row.hasValues) return;
    rows += 1;
    if (row.hidden) hiddenRows += 1;
    if (first.length < 30) first.push({ line, cells: cellsOf(sheet, line, columns) });
  });
  const { name } = sheet;
  return {
    name,
    hidden: sheet.state !== "visible",
    rows,
    hiddenRows,
    headingRow: findHeadingRow(first),
    first,
  };
}

function cellsOf(sheet: Worksheet, line: number, columns: number): string[] {
  const row = sheet.getRow(line);
  return Array.from({ length: columns }, (_, at) => cellText(row.getCell(at + 1)));
}

// Cells merged sideways name several columns the same: the letter tells them apart. A column without a heading counts where it holds something.
function headingsOf(sheet: Worksheet, headingRow: number): { headings: string[]; columns: number[] } {
  if (sheet.columnCount > most.columns)
    throw new WorkbookError(
      "too-many-columns",
      `The sheet "${sheet.name}" has ${sheet.columnCount} columns; at most ${most.columns} are read. Remove those that are not needed.`,
    );
  const named = cellsOf(sheet, headingRow, sheet.columnCount);
  const used = new Set<number>();
  sheet.eachRow((row, line) => {
    if (line > headingRow) row.eachCell((_cell, column) => used.add(column - 1));
  });
  const columns = named.flatMap((heading, at) => (heading !== "" || used.has(at) ? [at] : []));
  const seen = new Set<string>();
  const headings = columns.map((at) => {
    const letter = sheet.getColumn(at + 1).letter;
    const heading = (named[at] ?? "").replace(/\s+/g, " ");
    if (heading === "") return `Column ${letter}`;
    const key = heading.toLowerCase();
    if (seen.has(key)) return `${heading} (${letter})`;
    seen.add(key);
    return heading;
  });
  if (headings.length === 0)
    throw new WorkbookError("no-sheet", `The sheet "${sheet.name}" is empty. Choose another sheet.`);
  return { headings, columns };
}

function* rowsBelow(sheet: Worksheet, headingRow: number, columns: readonly number[]): Generator<SheetRow[]> {
  // The sheet counts its columns and rows anew whenever it is asked.
  const { columnCount, rowCount } = sheet;
  let rows: SheetRow[] = [];
  let count = 0;
  for (let line = headingRow + 1; line <= rowCount; line += 1) {
    if (!sheet.findRow(line)?.hasValues) continue;
    const all = cellsOf(sheet, line, columnCount);
    const cells = columns.map((at) => all[at] ?? "");
    if (cells.every((cell) => cell === "")) continue;
    const long = cells.findIndex((cell) => cell.length > most.cell);
    if (long >= 0)
      throw new WorkbookError(
        "cell-too-long",
        `Row ${line} has a cell of more than ${most.cell} characters. Shorten it.`,
      );
    count += 1;
    if (count > most.rows) throw tooLarge(sheet.name);
    rows.push({ line, cells });
    if (rows.length < batch) continue;
    yield rows;
    rows = [];
  }
  if (count === 0)
    throw new WorkbookError(
      "no-sheet",
      `The sheet "${sheet.name}" has no rows below row ${headingRow}, where the headings stand. Choose another sheet or row.`,
    );
  yield rows;
}

function tooLarge(name: string): WorkbookError {
  return new WorkbookError(
    "too-many-rows",
    `The sheet "${name}" has more than ${most.rows.toLocaleString("en")} rows, the most that is read. Split it.`,
  );
}

function refuse(error: unknown): void {
  if (!(error instanceof WorkbookError)) throw error;
  say({ kind: "refused", code: error.code, message: error.message });
}

main().catch(refuse);
