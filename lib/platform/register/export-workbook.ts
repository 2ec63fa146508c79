import "server-only";
import { Download } from "@/lib/platform/http/download";
import type { Context } from "@/lib/platform/operation/operation";
import type { CellWords } from "@/lib/platform/register/cell-words";
import type { Column, RegisterRow } from "@/lib/platform/register/column";
import type { RegisterExport } from "@/lib/platform/register/export-paper";
import { filtersInWords } from "@/lib/platform/register/filter-words";
import type { MethodTable } from "@/lib/platform/register/register-report";
import { sheetCell } from "@/lib/platform/register/sheet-cell";
import { settings } from "@/lib/platform/settings/settings";
import { storedDay } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";
import { mostLinks, type SheetCell, workbookMediaType, writeWorkbook } from "@/lib/platform/workbook/write";

type Line = readonly SheetCell[];

/**
 * Returns a register as an XLSX workbook: the rows on the first sheet, with values that sort and calculate, and on
 * the second what they are, by which filters, what each column means, and the method behind the figures. The day `on` is
 * stated as the day of the export; the same rows on the same day are the same bytes.
 */
export async function workbookDownload(
  context: Context,
  name: string,
  whole: RegisterExport,
  rows: AsyncIterable<readonly RegisterRow[]>,
  on: string,
): Promise<Download> {
  const { register, columns } = whole;
  const about = await aboutLines(context, whole, on);
  const sheets = [
    {
      name: register.title,
      widths: columns.map(({ width }) => Math.min(60, Math.max(10, Math.round(width / 7)))),
      table: true,
      rows: tableRows(whole, rows),
    },
    { name: "About this file", widths: [34, 60, 60, 20], table: false, rows: once(about) },
  ];
  const made = { title: register.title, author: context.actor.name, made: storedDay(on) ?? context.now };
  return new Download(name, workbookMediaType, writeWorkbook(sheets, made));
}

async function* tableRows(
  { register, columns, words, count }: RegisterExport,
  rows: AsyncIterable<readonly RegisterRow[]>,
) {
  const address =
    count <= mostLinks ? `${settings().PUBLIC_URL.replace(/\/$/, "")}/${register.concept}` : null;
  yield [columns.map(({ label }) => ({ value: label, bold: true, tone: "neutral" as const }))];
  for await (const batch of rows) {
    yield batch.map((row) =>
      columns.map((column) => {
        const cell = sheetCell(column, row[column.key], words);
        return column.key === "ref" && address !== null ? { ...cell, link: `${address}/${row.id}` } : cell;
      }),
    );
  }
}

async function aboutLines(context: Context, whole: RegisterExport, on: string): Promise<Line[]> {
  const { register, report, columns, filters, words, count, all } = whole;
  const said = await filtersInWords(context, register.columns, filters, words);
  const methods = (await report?.method?.(context)) ?? [];
  return [
    [{ value: register.title, bold: true }],
    pair("Rows", count === all ? `All ${all}` : `${count} of ${all}`),
    pair("Filters", said.length > 0 ? said.join("\n") : "None"),
    ...(context.asOf ? [pair("As of the end of", formatDay(context.asOf))] : []),
    pair("Exported by", context.actor.name),
    pair("Exported on", formatDay(on)),
    pair("Time zone of all times", words.timeZone),
    pair("Seen", "Only what the person who exported it may see"),
    ...(columns.some(({ key }) => key === "ref") ? [pair("Links", linksInWords(count))] : []),
    ...methods.flatMap(tableLines),
    ...tableLines({
      title: "Columns",
      headings: ["Column", "Meaning", "Values"],
      rows: columns.map((column) => [column.label, column.help ?? "", valuesOf(column, words)]),
    }),
  ];
}

function linksInWords(count: number): string {
  return count <= mostLinks
    ? "The reference of each row leads to its record, for those who may see it"
    : `None: a sheet can hold ${mostLinks.toLocaleString("en")} links, and this one has more rows`;
}

function tableLines({ title, headings, rows }: MethodTable): Line[] {
  return [
    [],
    [{ value: title, bold: true }],
    headings.map((value) => ({ value, bold: true, tone: "neutral" as const })),
    ...rows.map((row) => row.map((value) => ({ value }))),
  ];
}

function valuesOf(column: Column, words: CellWords): string {
  return (words.options[column.key] ?? column.options ?? []).map(({ label }) => label).join(", ");
}

function pair(label: string, value: string): Line {
  return [{ value: label, bold: true }, { value }];
}

async function* once(lines: readonly Line[]) {
  yield lines;
}
