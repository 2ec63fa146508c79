import "server-only";
import type { Context } from "@/lib/platform/operation/operation";
import { type CellWords, paperCell } from "@/lib/platform/register/cell-words";
import type { Column, RegisterRow } from "@/lib/platform/register/column";
import { filtersInWords } from "@/lib/platform/register/filter-words";
import type { Register } from "@/lib/platform/register/register";
import type { RegisterReport } from "@/lib/platform/register/register-report";
import { letterhead } from "@/lib/platform/report/letterhead";
import type { Block, Column as PaperColumn, Report, TableBlock } from "@/lib/platform/report/model";
import { isNumber } from "@/lib/platform/schema/field";
import { formatDay } from "@/lib/platform/time/format-day";

/** One export of a register: which rows and columns of it, and the words they are written with. */
export interface RegisterExport {
  register: Register;
  report: RegisterReport | undefined;
  columns: readonly Column[];
  filters: Readonly<Record<string, string>>;
  words: CellWords;
  count: number;
  all: number;
}

/** Returns a register as a report: what it holds and by which filters, its figures, and every row. */
export async function registerPaper(
  context: Context,
  { register, report, columns, filters, words, count, all }: RegisterExport,
  rows: AsyncIterable<readonly RegisterRow[]>,
): Promise<Omit<Report, "asOf">> {
  const { organisation, timeZone } = await letterhead(context.tx);
  const said = await filtersInWords(context, register.columns, filters, words);
  const figures = (await report?.figures?.(context, filters)) ?? [];
  const noun = register.title.toLowerCase().startsWith("ai") ? register.title : register.title.toLowerCase();
  const share = count === all ? `All ${all} rows` : `${count} of ${all} rows`;
  const scope: Block[] = [
    { kind: "heading", level: 1, text: "What this report holds" },
    ...thenNotNow(context),
    {
      kind: "paragraph",
      style: "lead",
      text: `${share} of the register “${register.title}”, as far as the person named on the cover may see it.`,
    },
    said.length > 0
      ? { kind: "list", items: said }
      : { kind: "paragraph", text: `No filter was set; nothing of the ${noun} was left out.` },
  ];
  const table = rowsTable(columns, rows, words, count);
  return {
    title: register.title,
    subtitle: said.length > 0 ? said.join(" · ") : share,
    organisation,
    state: context.asOf
      ? `As it was on ${formatDay(context.asOf)}`
      : said.length > 0
        ? "Filtered register"
        : "Register",
    wholeDay: true,
    timeZone,
    generatedFor: context.actor.name,
    sections: [
      ...scope,
      ...(figures.length > 0
        ? [{ kind: "heading", level: 1, text: "At a glance" } as const, ...figures]
        : []),
      { kind: "heading", level: 1, text: register.title },
      table,
    ],
  };
}

/** Returns what a report of the past says of itself; nothing for one of the present. */
export function thenNotNow({ asOf }: Pick<Context, "asOf">): Block[] {
  if (asOf === undefined) return [];
  const text = `As it was at the end of ${formatDay(asOf)}, read from the audit trail. What was learned or changed later is not in it.`;
  return [{ kind: "paragraph", text }];
}

function rowsTable(
  columns: readonly Column[],
  rows: AsyncIterable<readonly RegisterRow[]>,
  words: CellWords,
  count: number,
): TableBlock {
  async function* drawn() {
    for await (const batch of rows) {
      yield batch.map((row) => columns.map((column) => paperCell(column, row[column.key], words)));
    }
  }
  return {
    kind: "table",
    columns: paperColumns(columns),
    rows: drawn(),
    rowCount: count,
    empty: "No row fits the filters.",
  };
}

/** Returns the columns of a register as paper has them; the first text names the row. */
export function paperColumns(columns: readonly Column[]): PaperColumn[] {
  const named = columns.findIndex(({ key }) => key === "title" || key === "name");
  return columns.map(({ label, width, kind, badge }, index) => ({
    label,
    // A badge has its shape beside the word.
    weight: (kind === "choice" ? width + 20 : width) / 100,
    ...(kind === "choice" || badge === "level" ? { kind: "badge" as const } : {}),
    ...(isNumber(kind) && badge === undefined ? { kind: "number" as const, align: "right" as const } : {}),
    ...(index === Math.max(named, 0) ? { rowHeader: true } : {}),
  }));
}
