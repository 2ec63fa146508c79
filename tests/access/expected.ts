import { readFileSync } from "node:fs";

/** Returns the cells of the table on a page beside this file, by its first column; each row by heading. */
export function tableOf(page: string): Map<string, Record<string, string>> {
  const rows = readFileSync(`tests/access/${page}`, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [heading = [], , ...body] = rows;
  return new Map(
    body.map((cells) => [
      cells[0] ?? "",
      Object.fromEntries(heading.map((name, i) => [name, cells[i] ?? ""])),
    ]),
  );
}
