import { CsvError, type RowProblem } from "@/lib/platform/csv/csv-error";

/** The columns of a file: their names, and how many the heading row had with those left unnamed. */
export interface Headings {
  names: readonly string[];
  columns: number;
}

/**
 * Returns the headings of the first row, trimmed; unnamed columns at its end are left out. Throws CsvError
 * when all are empty, or when two are the same but for case and spaces.
 */
export function readHeadings(cells: readonly string[], line: number): Headings {
  const names = cells.map((cell) => cell.trim());
  while (names.at(-1) === "") names.pop();
  if (names.length === 0) {
    throw new CsvError(
      "headings",
      `Line ${line} has no headings. Put the names of the columns in the first line.`,
      line,
    );
  }
  const seen = new Map<string, number>();
  names.forEach((name, index) => {
    if (name === "") return;
    const key = name.toLowerCase().replace(/\s+/g, " ");
    const before = seen.get(key);
    if (before !== undefined) {
      const where = `columns ${before + 1} and ${index + 1}`;
      const message = `The heading "${shorten(name)}" stands twice, in ${where}. Give each column its own name.`;
      throw new CsvError("headings", message, line, index + 1);
    }
    seen.set(key, index);
  });
  return { names, columns: cells.length };
}

/** A row fitted to the headings: as many cells as names, and what did not fit. */
export interface CheckedRow {
  cells: string[];
  problems: RowProblem[];
}

/** Returns the row with exactly one cell per heading, and a problem for each way in which it had others. */
export function checkRow(row: readonly string[], headings: Headings, line: number): CheckedRow {
  const { names, columns } = headings;
  const problems: RowProblem[] = [];
  const beyond = row.findIndex((cell, index) => index >= columns && cell !== "");
  if (row.length < names.length) {
    const message = `Line ${line} has ${row.length} ${row.length === 1 ? "cell" : "cells"} for ${names.length} headings.`;
    problems.push({ line, message: `${message} Check whether a delimiter is missing.` });
  } else if (beyond >= 0) {
    const message = `Line ${line} has ${row.length} cells for ${columns} headings.`;
    const advice = "Put quotation marks around a cell that holds the delimiter.";
    problems.push({ line, column: beyond + 1, message: `${message} ${advice}` });
  }
  row.slice(0, columns).forEach((cell, index) => {
    if (cell === "" || (names[index] ?? "") !== "") return;
    const message = `Column ${index + 1} has no heading, but line ${line} holds data in it. Name the column or empty it.`;
    problems.push({ line, column: index + 1, message });
  });
  return { cells: names.map((_, index) => row[index] ?? ""), problems };
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 59)}…` : name;
}
