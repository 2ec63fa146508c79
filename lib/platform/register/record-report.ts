import "server-only";
import * as z from "zod";
import type { Permission } from "@/lib/platform/access/permission";
import type { Download } from "@/lib/platform/http/download";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, command, lookBackTo, type Operation } from "@/lib/platform/operation/operation";
import type { CellWords } from "@/lib/platform/register/cell-words";
import type { Column, RegisterRow } from "@/lib/platform/register/column";
import { cellWords, csvDownload, datedCsv, fileFields } from "@/lib/platform/register/export";
import { thenNotNow } from "@/lib/platform/register/export-paper";
import type { RegisterReport } from "@/lib/platform/register/register-report";
import { letterhead } from "@/lib/platform/report/letterhead";
import type { Report } from "@/lib/platform/report/model";
import { pdfDownload, reportDay } from "@/lib/platform/report/report-file";

const input = z.strictObject({
  id: z.uuid({ error: "Is not the id of a record." }),
  format: z.enum(["csv", "pdf"], { error: "Say with ?format= what you want: csv or pdf." }).default("pdf"),
  on: fileFields.on,
  ...lookBack,
});

interface RecordReport<R extends RegisterRow> {
  concept: string;
  /** As in "One risk". */
  one: string;
  permission: Permission;
  columns: readonly Column[];
  /** The words of the concept's register. */
  words?: RegisterReport;
  /** Upright like a letter ("record", when absent), or lying, for drawings and wide tables. */
  layout?: "record" | "register";
  /** Whether the tables that it reads can be looked back at; a day is not taken otherwise. */
  looksBack?: true;
  /** Returns the record as a row of its register, and the unit it belongs to; throws NotFound. */
  read(context: Context, id: string): Promise<{ row: R; unitId: string }>;
  /** Returns what the report says of it. */
  write(
    context: Context,
    row: R,
    words: CellWords,
  ): Promise<Pick<Report, "title" | "subtitle" | "state" | "sections">>;
}

/** Returns the report of one record as a PDF, or its row as CSV; like every export it is in the audit trail. */
export function recordReport<R extends RegisterRow>(
  definition: RecordReport<R>,
): Operation<typeof input, Download> {
  const { concept, one, permission, looksBack } = definition;
  return command({
    name: `${concept}.report`,
    summary: `${one} as PDF or CSV`,
    permission,
    input: looksBack ? input : (input.omit({ asOf: true }) as unknown as typeof input),
    run: async (context, asked) => {
      const { id, format, asOf } = asked;
      const file = (seen: Context) => recordFile(seen, definition, asked);
      const { result, row, unitId } = await (asOf === undefined
        ? file(context)
        : lookBackTo(asOf, context.actor, { permission }, file));
      // Not a line of the record's own history, which would then say of each report that it was made.
      const subject = { type: concept, id: null, unitId };
      const past = asOf === undefined ? {} : { asOf };
      return { result, change: { subject, before: null, after: { format, record: row.ref, id, ...past } } };
    },
  });
}

async function recordFile<R extends RegisterRow>(
  context: Context,
  { columns, words: own, read, write, layout = "record" }: RecordReport<R>,
  { id, format, on, asOf: then }: z.output<typeof input>,
) {
  const { row, unitId } = await read(context, id);
  const words = await cellWords(context, own);
  const { day, asOf } = reportDay(then ?? on, words.timeZone, context.now);
  const name = `${row.ref}-${then === undefined ? "" : "as-of-"}${day}.${format}`;
  if (format === "csv") {
    const result =
      then === undefined
        ? csvDownload(name, columns, alone(row), words)
        : datedCsv(name, { columns, words }, alone(row), then);
    return { row, unitId, result };
  }
  const head = { ...(await letterhead(context.tx)), generatedFor: context.actor.name, asOf, wholeDay: true };
  const { sections, ...written } = await write(context, row, words);
  const report = { ...head, ...written, sections: [...thenNotNow(context), ...sections] };
  return { row, unitId, result: pdfDownload(name, report, layout) };
}

async function* alone(row: RegisterRow) {
  yield [row];
}
