import "server-only";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import { limits } from "@/lib/domain/test-runs/formats/source/limits";
import { plainBytes } from "@/lib/domain/test-runs/formats/source/plain-bytes";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { readCsv } from "@/lib/platform/csv/read";
import { Invalid } from "@/lib/platform/errors/public-error";

/** A row of a table by its headings, with the line on which it begins. */
export interface TableRow {
  line: number;
  cells: Readonly<Record<string, string>>;
}

/**
 * Yields the rows of a CSV file by their headings; a row that does not fit them is counted with the reading. Throws Invalid with
 * line and advice for what makes the rest unreadable.
 */
export async function* tableRows(file: ResultFile, reading: Reading): AsyncGenerator<TableRow> {
  try {
    const csv = await readCsv(plainBytes(file), {
      restore: false,
      limits: { bytes: limits.bytes, rows: 5_000_000, cell: 1_000_000 },
    });
    for await (const { line, cells, problems } of csv.rows) {
      const [problem] = problems;
      if (problem) reading.invalid(line, problem.message);
      else yield { line, cells: Object.fromEntries(csv.headings.map((name, i) => [name, cells[i] ?? ""])) };
    }
  } catch (error) {
    if (error instanceof CsvError && error.code !== "no-rows") throw new Invalid(error.message);
    if (!(error instanceof CsvError)) throw error;
  }
}

/** Returns the headings on the first line of a text, or null where it is no table. A quoted heading is read as it stands. */
export function headingsOf(head: Head): readonly string[] | null {
  if (head.kind !== "text") return null;
  const [first = ""] = head.text.split(/\r?\n/, 1);
  const headings = first.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  return headings.length > 1 ? headings : null;
}
