import "server-only";
import type { CellValue, Column, Named } from "@/lib/platform/register/column";
import type { LevelBand, RegisterWords } from "@/lib/platform/register/register-report";
import { formatDay, formatInstant } from "@/lib/platform/report/format";
import { badge, type Cell } from "@/lib/platform/report/model";
import type { Option } from "@/lib/platform/schema/field";

/** What cells are written with beside the words of their columns. */
export interface CellWords extends RegisterWords {
  /** Returns how a business unit is named without doubt: by its path where others have the same name. */
  unitName(unit: Named): string;
  timeZone: string;
}

/** Returns a value as a file holds it, so that an import reads it back: labels, ISO dates, people with their address. */
export function csvCell(
  column: Column,
  value: CellValue | undefined,
  words: CellWords,
): string | number | null {
  if (value === null || value === undefined || isUnscored(column, value)) return null;
  if (Array.isArray(value)) return value.map((item) => csvItem(column, item, words)).join("; ");
  return typeof value === "number"
    ? value
    : csvItem(column, value as Exclude<CellValue, readonly unknown[]>, words);
}

function csvItem(column: Column, value: string | number | boolean | Named | null, words: CellWords): string {
  if (typeof value === "object" && value !== null && "name" in value) {
    if (column.concept === "units") return words.unitName(value);
    return value.email ? `${value.name} <${value.email}>` : value.name;
  }
  return plainWord(column, value, words);
}

function plainWord(column: Column, value: string | number | boolean | null, words: CellWords): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return optionOf(column, value, words)?.label ?? String(value);
}

/** Returns a value as paper shows it: badges for states and levels, days as people write them. */
export function paperCell(column: Column, value: CellValue | undefined, words: CellWords): Cell {
  if (value === null || value === undefined || isUnscored(column, value)) return null;
  if (Array.isArray(value)) {
    return value.length === 0 ? null : value.map((item) => paperItem(column, item, words)).join(", ");
  }
  if (typeof value === "number") return levelCell(column, value, words.bands);
  if (typeof value === "string") {
    if (column.kind === "date") return formatDay(new Date(`${value}T00:00:00Z`), "UTC");
    if (column.kind === "instant") return formatInstant(new Date(value), words.timeZone).replace(/ \(.*/, "");
    const option = optionOf(column, value, words);
    return option?.tone ? badge(option.label, option.tone) : (option?.label ?? value);
  }
  return paperItem(column, value as boolean | Named, words);
}

function paperItem(
  column: Column,
  value: string | number | boolean | Named | null,
  words: CellWords,
): string {
  return typeof value === "object" && value !== null ? value.name : plainWord(column, value, words);
}

function levelCell(column: Column, value: number, bands: readonly LevelBand[]): Cell {
  if (column.badge === "percent") return `${value} %`;
  if (column.badge !== "level") return value;
  const band = bands.filter(({ from }) => value >= from).at(-1);
  return band ? badge(`${value} ${band.label}`, band.tone) : value;
}

// On the risk scale 0 stands for "not scored", which is no number.
function isUnscored(column: Column, value: CellValue): boolean {
  return column.badge === "level" && value === 0;
}

function optionOf(
  column: Column,
  value: string | number | boolean,
  words: RegisterWords,
): Option | undefined {
  const options = words.options[column.key] ?? column.options;
  return options?.find((option) => option.value === String(value));
}
