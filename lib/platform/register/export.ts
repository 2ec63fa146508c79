import "server-only";
import * as z from "zod";
import { unitsWith } from "@/lib/platform/access/actor";
import type { Permission } from "@/lib/platform/access/permission";
import { writeCsv } from "@/lib/platform/csv/write";
import { Invalid } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { type Context, command, lookBackTo, type Operation } from "@/lib/platform/operation/operation";
import { type CellWords, csvCell } from "@/lib/platform/register/cell-words";
import { type Column, column, type Named, type RegisterRow } from "@/lib/platform/register/column";
import { type RegisterExport, registerPaper } from "@/lib/platform/register/export-paper";
import { workbookDownload } from "@/lib/platform/register/export-workbook";
import type { ListRequest } from "@/lib/platform/register/list-input";
import type { Register } from "@/lib/platform/register/register";
import { noWords, type RegisterReport } from "@/lib/platform/register/register-report";
import { letterhead } from "@/lib/platform/report/letterhead";
import { pdfDownload, reportDay } from "@/lib/platform/report/report-file";
import { day, isNumber } from "@/lib/platform/schema/field";

const fileFormats = ["csv", "xlsx", "pdf"] as const;
type FileFormat = (typeof fileFormats)[number];

/** How a file is made, beside what it holds. */
export const fileFields = {
  format: z.enum(fileFormats, { error: "Say with ?format= what you want: csv, xlsx or pdf." }),
  /** The day that the report is of; today when absent. */
  on: day({ label: "on" }).optional(),
};

interface ExportRequest extends ListRequest {
  format: FileFormat;
  on?: string | undefined;
}

/**
 * Returns the export of a register: exactly the rows that the filters leave, as a file that is made while it is read.
 * It changes no record; it is a command because who took which rows out of the house belongs into the audit trail.
 */
export function registerExport(
  register: Register,
  report?: RegisterReport,
): Operation<z.ZodType<ExportRequest>, Download> {
  const { concept, title, permission } = register;
  const list = register.list.input as unknown as z.ZodObject;
  return command({
    name: `${concept}.export`,
    summary: `${title}: the filtered rows as CSV, Excel workbook or PDF`,
    permission,
    input: list.omit({ cursor: true, limit: true }).extend(fileFields) as unknown as z.ZodType<ExportRequest>,
    run: async (context, asked) => {
      const { asOf } = asked;
      const file = (seen: Context) => exportFile(seen, register, report, asked);
      const { result, after } = await (asOf === undefined
        ? file(context)
        : lookBackTo(asOf, context.actor, { permission }, file));
      const subject = { type: concept, id: null, unitId: await exportUnit(context, permission) };
      return { result, change: { subject, before: null, after } };
    },
  });
}

async function exportFile(
  context: Context,
  register: Register,
  report: RegisterReport | undefined,
  { format, on, columns: asked, asOf: then, ...request }: ExportRequest,
): Promise<{ result: Download; after: object }> {
  const filters = filtersOf(request);
  const past = then === undefined ? {} : { asOf: then };
  const { count, all } = await register.count.execute(context.actor, { ...filters, ...past });
  const words = await cellWords(context, report);
  const columns = chosen(register.columns, asked, format);
  const { day: date, asOf } = reportDay(then ?? on, words.timeZone, context.now);
  const name = `${register.concept}-${then === undefined ? "" : "as-of-"}${date}.${format}`;
  const keys = columns.map(({ key }) => key);
  const rows = ahead(register.batches(context.actor, { ...request, ...past, columns: keys.join(",") }));
  const whole = { register, report, columns, filters, words, count, all };
  const make: Record<FileFormat, () => Download | Promise<Download>> = {
    csv: () =>
      then === undefined ? csvDownload(name, columns, rows, words) : datedCsv(name, whole, rows, then),
    xlsx: () => workbookDownload(context, name, whole, rows, date),
    pdf: async () => pdfDownload(name, { ...(await registerPaper(context, whole, rows)), asOf }, "register"),
  };
  return { result: await make[format](), after: { format, rows: count, columns: keys, filters, ...past } };
}

/** Returns rows of the past as a CSV file that says the day in each row, however it is cut or sorted later. */
export function datedCsv(
  name: string,
  { columns, words }: Pick<RegisterExport, "columns" | "words">,
  rows: AsyncIterable<readonly RegisterRow[]>,
  asOf: string,
): Download {
  async function* dated() {
    for await (const batch of rows) yield batch.map((row) => ({ ...row, asOf }));
  }
  const asOfColumn = column("asOf", day({ label: "As of" }));
  return csvDownload(name, [...columns, asOfColumn], dated(), words);
}

/** Returns rows as a CSV file to be saved, with headings and values that an import reads back. */
export function csvDownload(
  name: string,
  columns: readonly Column[],
  rows: AsyncIterable<readonly RegisterRow[]>,
  words: CellWords,
): Download {
  async function* cells() {
    for await (const batch of rows) {
      yield batch.map((row) => columns.map((column) => csvCell(column, row[column.key], words)));
    }
  }
  const headings = columns.map(({ label, kind }) => ({
    heading: label,
    ...(isNumber(kind) ? { kind: "number" as const } : {}),
  }));
  return new Download(name, "text/csv; charset=utf-8", writeCsv({ columns: headings, rows: cells() }));
}

/** Returns the words that cells are written with: the concept's own, and names of business units without doubt. */
export async function cellWords(context: Context, report: RegisterReport | undefined): Promise<CellWords> {
  const { timeZone } = await letterhead(context.tx);
  const units = await context.tx.unit.findMany({ select: { id: true, name: true, path: true } });
  const nameOf = new Map(units.map(({ id, name }) => [id, name]));
  const pathOf = new Map(
    units.map(({ id, path }) => [
      id,
      path
        .split("/")
        .slice(0, -1)
        .map((step) => nameOf.get(step) ?? "")
        .join(" / "),
    ]),
  );
  const often = new Set(
    units.map(({ name }) => name).filter((name, index, all) => all.indexOf(name) !== index),
  );
  const unitName = ({ id, name }: Named) => (often.has(name) ? (pathOf.get(id) ?? name) : name);
  return { ...(report ? await report.words(context) : noWords), unitName, timeZone };
}

/** Returns the unit whose readers may know of an export: the highest in which its maker has the permission. */
export async function exportUnit({ tx, actor }: Context, needed: Permission): Promise<string> {
  const units = unitsWith(actor, needed);
  const granted = actor.grants.map(({ unitId }) => unitId).find((unit) => units.includes(unit)) ?? units[0];
  return granted ?? (await tx.unit.findFirstOrThrow({ where: { parentId: null }, select: { id: true } })).id;
}

function filtersOf({ sort: _sort, ...filters }: ListRequest): Record<string, string> {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined && value !== "");
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]));
}

// A file holds every column unless some are chosen; paper those that a person sees first.
function chosen(
  columns: readonly Column[],
  asked: string | undefined,
  format: FileFormat,
): readonly Column[] {
  if (asked === undefined) return format === "pdf" ? columns.filter(({ shown }) => shown) : columns;
  const keys = [...new Set(asked.split(","))];
  const found = keys.flatMap((key) => columns.find((column) => column.key === key) ?? []);
  if (found.length === 0) throw new Invalid([{ path: "columns", message: "Choose at least one column." }]);
  return found;
}

// The next batch is on its way while this one is drawn.
async function* ahead<T>(source: AsyncGenerator<T>): AsyncGenerator<T> {
  let next = source.next();
  try {
    for (let part = await next; !part.done; part = await next) {
      next = source.next();
      next.catch(() => undefined);
      yield part.value;
    }
  } finally {
    await next.catch(() => undefined);
    await source.return(undefined);
  }
}
