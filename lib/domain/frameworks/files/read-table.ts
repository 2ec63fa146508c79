import "server-only";
import { readFileSync } from "node:fs";
import path from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import * as z from "zod";

/** A file of reference data that does not have the shape it must have; the message names file, line and column. */
export class ReferenceDataError extends Error {
  override readonly name = "ReferenceDataError";
}

interface Lined {
  record: Record<string, string>;
  info: { lines: number };
}

/**
 * Returns the rows of a CSV file below prisma/reference, each checked by the shape. Throws ReferenceDataError with the file
 * and the line where a row, a heading or the file itself does not fit.
 */
export function readTable<T>(file: string, shape: z.ZodType<T>): T[] {
  return parseTable(file, textOf(file), shape);
}

/** Returns the rows of a CSV text as `readTable` does; the file is only named in errors. */
export function parseTable<T>(file: string, text: string, shape: z.ZodType<T>): T[] {
  const rows = recordsOf(file, text);
  if (rows.length === 0) throw new ReferenceDataError(`${file} has no rows.`);
  return rows.map(({ record, info }) => {
    const parsed = shape.safeParse(record);
    if (parsed.success) return parsed.data;
    throw new ReferenceDataError(`${file}, line ${info.lines}: ${z.prettifyError(parsed.error)}`);
  });
}

function recordsOf(file: string, text: string): Lined[] {
  try {
    return parse(text, { columns: true, info: true, bom: true }) as unknown as Lined[];
  } catch (error) {
    if (error instanceof CsvError) throw new ReferenceDataError(`${file}: ${error.message}`);
    throw error;
  }
}

/** Returns the text of a file below prisma/reference; throws ReferenceDataError when it is not there. */
export function textOf(file: string): string {
  try {
    return readFileSync(path.resolve("prisma/reference", file), "utf8");
  } catch {
    throw new ReferenceDataError(`The reference file ${file} is missing. Restore it from the release.`);
  }
}
