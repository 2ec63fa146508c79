import "server-only";
import { once } from "node:events";
import { PassThrough, Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { setImmediate as nextTurn } from "node:timers/promises";
import exceljs, { type Cell } from "exceljs";
import type { Tone } from "@/lib/platform/schema/field";

/** What stands in a cell: text never becomes a formula, dates are days or minutes without a time zone. */
export interface SheetCell {
  value: string | number | boolean | Date | null;
  /** How a number or date is shown, in the words of a spreadsheet, such as yyyy-mm-dd. */
  format?: string;
  tone?: Tone;
  bold?: boolean;
  /** An address that the text leads to. */
  link?: string | undefined;
}

/** The most links of one sheet, further ones are written as text; a spreadsheet calls a file with more damaged ("Excel specifications and limits"). */
export const mostLinks = 65_530;

/** One sheet; with `table` its first row is a frozen heading that filters. */
export interface Sheet {
  name: string;
  /** Widths in characters, one per column. */
  widths: readonly number[];
  table: boolean;
  rows: AsyncIterable<readonly (readonly SheetCell[])[]>;
}

export interface WorkbookAbout {
  title: string;
  author: string;
  /** Stated as the time of making, also of each part of the file: the same content and time give the same bytes. */
  made: Date;
}

export const workbookMediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Background and text per tone; each pair has a contrast of at least 4.5 to 1. */
const colours: Readonly<Record<Tone, readonly [string, string]>> = {
  neutral: ["FFE5E7EB", "FF1F2937"],
  info: ["FFDBEAFE", "FF1E3A8A"],
  good: ["FFDCFCE7", "FF14532D"],
  warn: ["FFFEF3C7", "FF78350F"],
  bad: ["FFFFEDD5", "FF7C2D12"],
  critical: ["FFFEE2E2", "FF7F1D1D"],
};

const linkColour = "FF1D4ED8";

/** Characters that XML 1.0 cannot hold; a spreadsheet calls a file with them damaged. */
const unwritable = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
/** The most characters of one cell in a spreadsheet. */
const mostCharacters = 32_767;
/** Rows that are written before others get their turn. */
const rowsAtOnce = 50;

/** Returns sheets as an XLSX workbook that is made while it is read; a reader who stops ends the work. The stream fails when a source of rows does. */
export function writeWorkbook(sheets: readonly Sheet[], about: WorkbookAbout): ReadableStream<Uint8Array> {
  const out = new PassThrough({ highWaterMark: 256 * 1024 });
  // A failure reaches the reader through the stream, which `fill` destroys with it.
  fill(out, sheets, about).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error("The workbook could not be written.")),
  );
  return Readable.toWeb(out) as NodeReadableStream<Uint8Array> as ReadableStream<Uint8Array>;
}

async function fill(out: PassThrough, sheets: readonly Sheet[], about: WorkbookAbout): Promise<void> {
  const book = new DatedWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: false,
    creator: about.author,
    lastModifiedBy: about.author,
    created: about.made,
    modified: about.made,
  } as object);
  book.title = about.title;
  for (const { name, widths, table, rows } of sheets) {
    const sheet = book.addWorksheet(sheetName(name), {
      views: [table ? { state: "frozen", ySplit: 1 } : { showGridLines: false }],
    });
    sheet.columns = widths.map((width) => ({ width }));
    let count = 0;
    let links = 0;
    for await (const batch of rows) {
      for (const [at, cells] of batch.entries()) {
        if (at % rowsAtOnce === 0) await ready(out);
        if (out.destroyed) return;
        const row = sheet.addRow(cells.map(({ value }) => written(value)));
        for (const [index, cell] of cells.entries()) {
          const leads = cell.link !== undefined && typeof cell.value === "string" && links < mostLinks;
          if (leads) links += 1;
          dress(row.getCell(index + 1), leads ? cell : { ...cell, link: undefined });
        }
        row.commit();
      }
      count += batch.length;
    }
    if (table) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: count, column: widths.length } };
    sheet.commit();
  }
  await book.commit();
}

interface Parts {
  zip: { append(source: unknown, data: object): unknown };
}

// The writer gives each part of the file the time of the clock, and has no setting for it. Its constructor adds the first
// parts, so it is told before those.
class DatedWriter extends exceljs.stream.xlsx.WorkbookWriter {
  override addThemes(): Promise<void> {
    const { zip } = this as unknown as Parts;
    const append = zip.append.bind(zip);
    zip.append = (source, data) => append(source, { ...data, date: this.created });
    return super.addThemes();
  }
}

// Others get their turn, and a slow reader is waited for, so that little of the file is in memory at once.
async function ready(out: PassThrough): Promise<void> {
  await nextTurn();
  if (out.writableNeedDrain && !out.destroyed) await Promise.race([once(out, "drain"), once(out, "close")]);
}

function written(value: SheetCell["value"]): SheetCell["value"] {
  return typeof value === "string" ? value.replace(unwritable, "").slice(0, mostCharacters) : value;
}

function dress(target: Cell, { value, format, tone, bold, link }: SheetCell): void {
  target.alignment = { vertical: "top", wrapText: typeof value === "string" };
  if (format !== undefined) target.numFmt = format;
  if (link !== undefined) {
    target.value = { text: String(target.value), hyperlink: link };
    target.font = { underline: true, color: { argb: linkColour } };
  }
  if (tone === undefined && !bold) return;
  const [back, text] = colours[tone ?? "neutral"];
  target.font = { bold: bold === true, ...(tone ? { color: { argb: text } } : {}) };
  if (tone) target.fill = { type: "pattern", pattern: "solid", fgColor: { argb: back } };
}

// A spreadsheet refuses longer names and these characters.
function sheetName(name: string): string {
  return name.replace(/[\\/*?:[\]]/g, " ").slice(0, 31);
}
