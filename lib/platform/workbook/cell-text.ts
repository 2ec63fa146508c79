import "server-only";
import type { Cell, CellValue } from "exceljs";

/** What stands for a formula that was never calculated: the file has no value for it. */
export const uncalculated = "#UNCALCULATED!";

/** Returns a cell as a person reads it: dates as 2026-11-23, percentages with their sign, errors as #N/A; merged cells say what the first of them says. */
export function cellText(cell: Cell): string {
  const { value, numFmt } = cell.isMerged ? cell.master : cell;
  return textOf(value, numFmt ?? "").trim();
}

function textOf(value: CellValue | undefined, format: string): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (typeof value === "number") return numberText(value, format);
  if (value instanceof Date) return dateText(value);
  if ("error" in value) return value.error;
  if ("richText" in value) return value.richText.map(({ text }) => text).join("");
  // A link's text may itself be rich, whatever the types say.
  if ("hyperlink" in value) return textOf(value.text as CellValue, format);
  if ("formula" in value || "sharedFormula" in value)
    return value.result === undefined ? uncalculated : textOf(value.result, format);
  return "";
}

// Fifteen digits are all that a spreadsheet keeps: 0.1 + 0.2 is 0.3.
function numberText(value: number, format: string): string {
  const percent = /%/.test(format.replace(/"[^"]*"|\\./g, ""));
  const shown = Number((percent ? value * 100 : value).toPrecision(15));
  return `${shown}${percent ? "%" : ""}`;
}

function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) return "#VALUE!";
  const [day = "", clock = ""] = new Date(Math.round(value.getTime() / 1_000) * 1_000)
    .toISOString()
    .split("T");
  const time = clock.slice(0, 5);
  // A time of day alone counts from the day before the calendar of spreadsheets begins.
  if (day < "1900-01-01") return time;
  return time === "00:00" ? day : `${day} ${time}`;
}
