import "server-only";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Column } from "@/lib/platform/register/column";
import { isNumber } from "@/lib/platform/schema/field";

/** A condition in Prisma's own form; each concept gives it its type at one place. */
export type Where = Record<string, unknown>;

/** Makes the condition of one filter from the text in the address. */
export type FilterRule = (text: string, key: string) => Where;

/** Returns the conditions of the filters that were asked for; throws Invalid for a value that a column cannot have. */
export function filterConditions(
  columns: readonly Column[],
  request: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, FilterRule>>,
): Where[] {
  const byKey = new Map(columns.map((column) => [column.key, column]));
  return Object.entries(request).flatMap(([key, value]) => {
    if (typeof value !== "string" || value === "" || notAFilter.has(key)) return [];
    const rule = own[key];
    if (rule) return [rule(value, key)];
    const column = byKey.get(key);
    return column ? [condition(column, value)] : [];
  });
}

const notAFilter = new Set(["q", "sort", "cursor", "limit"]);

function condition(column: Column, value: string): Where {
  const field = column.field ?? (column.kind === "reference" ? `${column.key}Id` : column.key);
  if (column.filter === "text") return { [field]: { contains: value, mode: "insensitive" } };
  if (column.filter === "range") return { [field]: range(column, value) };
  if (column.filter === "tri-state") return { [field]: triState(column, value) };
  return oneOf(column, field, value);
}

function oneOf(column: Column, field: string, value: string): Where {
  const wanted = listOf(value);
  const named = wanted.filter((item) => item !== "none");
  refuseUnknown(column, named);
  if (column.kind === "several") {
    const held = named.length > 0 ? [{ [field]: { hasSome: named } }] : [];
    return { OR: wanted.includes("none") ? [...held, { [field]: { isEmpty: true } }] : held };
  }
  if (!wanted.includes("none")) return { [field]: { in: named } };
  return { OR: [...(named.length > 0 ? [{ [field]: { in: named } }] : []), { [field]: null }] };
}

function refuseUnknown(column: Column, values: readonly string[]): void {
  const wrong =
    column.kind === "reference" || column.kind === "references"
      ? values.find((value) => !uuid.test(value))
      : values.find((value) => !column.options?.some((option) => option.value === value));
  if (wrong === undefined) return;
  const allowed = column.options?.map((option) => option.value).join(", ") ?? "ids of records";
  throw new Invalid([
    { path: column.key, message: `"${wrong}" is not a value of ${column.label}. Use: ${allowed}, or none.` },
  ]);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Returns the ids in a filter by record; throws Invalid when one is not an id. */
export function idsOf(text: string, key: string): string[] {
  const ids = listOf(text);
  if (ids.every((id) => uuid.test(id))) return ids;
  throw new Invalid([{ path: key, message: "Takes ids of records, separated by commas." }]);
}

/** Returns the values of a filter that takes several of those that are known; throws Invalid for another. */
export function knownValues(text: string, key: string, label: string, known: readonly string[]): string[] {
  const wanted = listOf(text);
  const wrong = wanted.find((value) => !known.includes(value));
  if (wrong === undefined) return wanted;
  throw new Invalid([
    { path: key, message: `"${wrong}" is not a value of ${label}. Use: ${known.join(", ")}.` },
  ]);
}

/** Returns the condition that one of the wanted values holds, each by its own condition; throws Invalid for a value without one. */
export function anyOf<W extends object>(
  text: string,
  key: string,
  label: string,
  conditions: Readonly<Record<string, W>>,
): { OR: W[] } {
  const wanted = knownValues(text, key, label, Object.keys(conditions));
  return { OR: wanted.flatMap((value) => conditions[value] ?? []) };
}

/** Returns the values of a filter that takes several, without blanks and repetitions. */
export function listOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(",")
        .map((item) => item.trim())
        .filter((item) => item !== ""),
    ),
  ];
}

function triState(column: Column, value: string): boolean | null {
  if (value === "unknown") return null;
  if (value === "true" || value === "false") return value === "true";
  throw new Invalid([{ path: column.key, message: `${column.label} takes true, false or unknown.` }]);
}

function range(column: Column, value: string): Where | null {
  if (value === "none") return null;
  const [from = "", to = from] = value.includes("..") ? value.split("..", 2) : [value];
  return {
    ...(from === "" ? {} : { gte: bound(column, from) }),
    ...(to === "" ? {} : { lte: bound(column, to) }),
  };
}

function bound(column: Column, value: string): number | Date {
  if (column.kind === "integer" && /^-?\d{1,9}$/.test(value)) return Number(value);
  if (column.kind === "decimal" && /^-?\d{1,12}(\.\d{1,9})?$/.test(value)) return Number(value);
  if (!isNumber(column.kind) && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)))
    return new Date(value);
  const example = isNumber(column.kind) ? "10..25" : "2026-01-01..2026-12-31";
  throw new Invalid([{ path: column.key, message: `${column.label} takes a range such as ${example}.` }]);
}
