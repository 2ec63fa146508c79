import type { Question } from "@/lib/domain/assessments/templates/schema";

type TableQuestion = Extract<Question, { kind: "table" }>;

/** Returns the rows that a pasted table holds: a line each, cells between tabs or semicolons, in the order of the columns; a line of headings is passed over. */
export function pastedRows(
  text: string,
  { columns }: TableQuestion,
): Record<string, string | number | null>[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const separator = lines.some((line) => line.includes("\t")) ? "\t" : ";";
  const cells = lines.map((line) => line.split(separator).map((cell) => cell.trim()));
  const numeric = columns.flatMap(({ kind }, index) =>
    kind === "integer" || kind === "number" ? [index] : [],
  );
  const headed = numeric.length > 0 && numeric.every((index) => !/\d/.test(cells[0]?.[index] ?? ""));
  return cells.slice(headed ? 1 : 0).map((row) =>
    Object.fromEntries(
      columns.map(({ key, kind, options }, index) => {
        const cell = row[index] ?? "";
        if (cell === "") return [key, null];
        if (kind === "integer" || kind === "number") {
          const number = Number(cell.replace(/[ \u00a0']/g, "").replace(",", "."));
          return [key, Number.isFinite(number) ? number : cell];
        }
        const option = options?.find(({ label, value }) => [label, value].includes(cell));
        return [key, option?.value ?? cell];
      }),
    ),
  );
}
