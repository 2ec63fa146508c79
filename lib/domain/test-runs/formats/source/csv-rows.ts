import "server-only";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import { limits } from "@/lib/domain/test-runs/formats/source/limits";
import { plainBytes } from "@/lib/domain/test-runs/formats/source/plain-bytes";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { readCsv } from "@/lib/platform/csv/read";
import { Invalid } from "@/lib/platform/errors/public-error";

/** One row of a table: its cells by heading. */
interface CsvRow {
  line: number;
  cells: Readonly<Record<string, string>>;
}

const table = { bytes: limits.bytes, rows: 5_000_000, columns: 200, cell: 2_000_000 };

/** Returns the headings on the first line of a text, or null where it is no table. A quoted heading is read as it stands. */
export function headingsOf(head: Head): readonly string[] | null {
  if (head.kind !== "text") return null;
  const [first = ""] = head.text.split(/\r?\n/, 1);
  const headings = first.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  return headings.length > 1 ? headings : null;
}

/** Yields the rows of a table in CSV; a row that does not fit its headings is counted with the reading. Throws Invalid. */
export async function* csvRows(file: ResultFile, reading: Reading): AsyncGenerator<CsvRow> {
  try {
    const { headings, rows } = await readCsv(plainBytes(file), { limits: table });
    for await (const { line, cells, problems } of rows) {
      const [problem] = problems;
      if (problem) reading.invalid(line, problem.message);
      else yield { line, cells: Object.fromEntries(headings.map((name, i) => [name, cells[i] ?? ""])) };
    }
  } catch (error) {
    // A table without rows holds no results; that is said once for every format.
    if (error instanceof CsvError && error.code === "no-rows") return;
    if (error instanceof CsvError) throw new Invalid(`Line ${error.line}: ${error.message}`);
    throw error;
  }
}
