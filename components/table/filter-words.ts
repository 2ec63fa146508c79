import type { CellValue, Column, RegisterRow } from "@/lib/platform/register/column";
import { isNumber } from "@/lib/platform/schema/field";
import { formatDay } from "@/lib/platform/time/format-day";

/** The value that stands for records without one. */
export const noneValue = "none";

const answers: Record<string, string> = { true: "Yes", false: "No", unknown: "Unknown" };

/** The parts of a range filter such as `10..25` or `..2026-12-31`. */
export function rangeOf(value: string): { from: string; to: string } {
  const [from = "", to = ""] = value.includes("..") ? value.split("..") : [value, value];
  return { from, to };
}

/** Joins the two ends of a range; null when both are open. */
export function toRange(from: string, to: string): string | null {
  return from || to ? `${from}..${to}` : null;
}

/** Splits a filter that names several values. */
export function listOf(value: string | undefined): string[] {
  return value ? value.split(",") : [];
}

/** A filter in words, such as "Ada Kern or nobody" or "10 to 25". */
export function filterWords(column: Column, value: string, names: ReadonlyMap<string, string>): string {
  if (column.filter === "range") return rangeWords(column, value);
  if (column.filter === "tri-state") return answers[value] ?? value;
  if (column.filter === "text") return `“${value}”`;
  const word = (one: string) =>
    one === noneValue
      ? "None"
      : (column.options?.find((option) => option.value === one)?.label ?? names.get(one));
  const words = listOf(value).map((one) => word(one) ?? (column.filter === "choice" ? one : undefined));
  const known = words.filter((one) => one !== undefined);
  if (known.length < words.length) return `${words.length} chosen`;
  return known.length > 2 ? `${known.slice(0, 2).join(", ")} +${known.length - 2}` : known.join(" or ");
}

function rangeWords(column: Column, value: string): string {
  const { from, to } = rangeOf(value);
  const say = (end: string) => (isNumber(column.kind) ? end : formatDay(end));
  if (from && to) return from === to ? say(from) : `${say(from)} to ${say(to)}`;
  const number = isNumber(column.kind);
  return from ? `${number ? "at least" : "from"} ${say(from)}` : `${number ? "at most" : "until"} ${say(to)}`;
}

/** Names of the records that rows mention, so that a filter by id can be read. */
export function namesIn(rows: readonly RegisterRow[], columns: readonly Column[]): Map<string, string> {
  const names = new Map<string, string>();
  const add = (value: CellValue | undefined) => {
    if (typeof value !== "object" || value === null) return;
    for (const one of "id" in value ? [value] : value)
      if (typeof one === "object" && one !== null) names.set(one.id, one.name);
  };
  const keys = columns.filter((column) => column.filter === "reference").map((column) => column.key);
  for (const row of rows) for (const key of keys) add(row[key]);
  return names;
}
