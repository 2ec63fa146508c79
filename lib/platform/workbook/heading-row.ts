import "server-only";

/** A row of a sheet: its number as the spreadsheet counts it, and its cells as text. */
export interface SheetRow {
  line: number;
  cells: string[];
}

/**
 * Returns the number of the row that most likely holds the headings: the first whose cells are different words and
 * that is about as wide as the rows around it. Titles and notes above a table fill one cell, or one merged over many.
 */
export function findHeadingRow(rows: readonly SheetRow[]): number {
  const widest = Math.max(0, ...rows.map(({ cells }) => distinct(cells)));
  const found = rows.find(
    ({ cells }) =>
      distinct(cells) >= Math.max(1, widest * 0.6) && cells.every((cell) => cell === "" || isWord(cell)),
  );
  return (found ?? rows[0])?.line ?? 1;
}

function distinct(cells: readonly string[]): number {
  return new Set(cells.filter((cell) => cell !== "")).size;
}

function isWord(cell: string): boolean {
  return cell.length <= 120 && !/^[\d.,:%\s-]+$/.test(cell);
}
