import "server-only";
import { CsvError } from "@/lib/platform/csv/csv-error";
import { type CsvFile, readCsv } from "@/lib/platform/csv/read";
import { Invalid } from "@/lib/platform/errors/public-error";
import { storage } from "@/lib/platform/storage/storage";

/** Opens a stored file as CSV; throws Invalid in words that say what to do when it cannot be read. */
export async function openImportFile(sha256: string): Promise<CsvFile> {
  const bytes = await storage().get(sha256);
  return inPublicWords(() => readCsv(bytes));
}

/** Runs the work; what is wrong with the file as a whole becomes Invalid. */
export async function inPublicWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CsvError) throw new Invalid([{ path: "file", message: error.message }]);
    throw error;
  }
}

/** Returns the headings of a stored file with the first value under each. */
export async function readHead(sha256: string): Promise<{ headings: readonly string[]; samples: string[] }> {
  const file = await openImportFile(sha256);
  return inPublicWords(async () => {
    const samples = file.headings.map(() => "");
    let looked = 0;
    for await (const { cells } of file.rows) {
      for (const [index, cell] of cells.entries()) samples[index] ||= cell.slice(0, 200);
      looked += 1;
      if (looked === 20) break;
    }
    return { headings: file.headings, samples };
  });
}

/** Returns how many rows a stored file has, having read it to its end: what is wrong with it shows before any row is looked at. */
export async function countRows(sha256: string): Promise<number> {
  const file = await openImportFile(sha256);
  return inPublicWords(async () => {
    let count = 0;
    for await (const _row of file.rows) count += 1;
    return count;
  });
}
