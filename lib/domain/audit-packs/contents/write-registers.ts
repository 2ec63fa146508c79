import "server-only";
import type { PackFolder } from "@/lib/domain/audit-packs/build/pack-folder";
import type { Gathered, PackRegister } from "@/lib/domain/audit-packs/contents/gather";
import { type CellWords, csvCell } from "@/lib/platform/register/cell-words";
import { csvDownload } from "@/lib/platform/register/export";
import { sheetCell } from "@/lib/platform/register/sheet-cell";
import { storedDay } from "@/lib/platform/time/day";
import { mostLinks, type Sheet, type SheetCell, writeWorkbook } from "@/lib/platform/workbook/write";

/** Rows that are written at a time. */
const atOnce = 500;

/** Returns every register of a pack in the order in which it is read. */
function everyRegister({ registers, parts }: Gathered): PackRegister[] {
  const { systems, classifications, risks, controls, ownControls, assessments, decisions, evidence } =
    registers;
  return [systems, classifications, ...parts, risks, controls, ownControls, assessments, decisions, evidence];
}

/** Returns the words in which the rows of a register are written. */
export function wordsOf({ frame }: Gathered, concept: string): CellWords {
  return concept === "risks" ? frame.riskWords : frame.words;
}

/** Writes every register as CSV and JSON, and all of them as one workbook. */
export async function writeRegisters(folder: PackFolder, gathered: Gathered, asOf: string): Promise<void> {
  const all = everyRegister(gathered);
  for (const one of all) {
    const { concept, columns } = one.register;
    const words = wordsOf(gathered, concept);
    await folder.add(
      `registers/${concept}.csv`,
      csvDownload(concept, columns, batches(one.rows), words).bytes,
    );
    await folder.add(`records/${concept}.json`, json(one));
  }
  const about = {
    title: "Registers",
    author: gathered.frame.organisation,
    made: storedDay(asOf) ?? gathered.frame.now,
  };
  await folder.add(
    "registers.xlsx",
    writeWorkbook(
      all.map((one) => sheetOf(gathered, one)),
      about,
    ),
  );
}

function sheetOf(gathered: Gathered, { register, rows }: PackRegister): Sheet {
  const words = wordsOf(gathered, register.concept);
  async function* cells() {
    yield [register.columns.map(({ label }): SheetCell => ({ value: label, bold: true, tone: "neutral" }))];
    for await (const batch of batches(rows))
      yield batch.map((row) => register.columns.map((column) => sheetCell(column, row[column.key], words)));
  }
  const widths = register.columns.map(({ width }) => Math.min(60, Math.max(10, Math.round(width / 7))));
  return { name: register.title, widths, table: rows.length < mostLinks, rows: cells() };
}

// Only what the register has a column for: nothing that no screen shows.
function* json({ register, rows }: PackRegister): Generator<string> {
  yield "[\n";
  for (const [index, row] of rows.entries()) {
    const values = register.columns.map(({ key }) => [key, row[key] ?? null]);
    yield `${index === 0 ? "" : ",\n"}${JSON.stringify({ id: row.id, ...Object.fromEntries(values) })}`;
  }
  yield "\n]\n";
}

async function* batches<T>(rows: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let from = 0; from < rows.length; from += atOnce) yield rows.slice(from, from + atOnce);
}

/** Returns a value of a row in the words of its column. */
export function wordOf(
  gathered: Gathered,
  { register }: PackRegister,
  row: PackRegister["rows"][number],
  key: string,
): string {
  const column = register.columns.find((candidate) => candidate.key === key);
  return column ? String(csvCell(column, row[key], wordsOf(gathered, register.concept)) ?? "") : "";
}
