import "server-only";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Column, RegisterRow } from "@/lib/platform/register/column";
import type { Where } from "@/lib/platform/register/filter";

export interface Sorting {
  column: Column;
  descending: boolean;
}

/** Returns the order of a list: the column asked for, with the id as tie-breaker in the same direction. */
export function sortingOf(columns: readonly Column[], sort: string): Sorting {
  const key = sort.replace(/^-/, "");
  const column = columns.find((candidate) => candidate.key === key && candidate.sortable);
  if (!column) throw new Error(`No sortable column ${key}.`);
  return { column, descending: sort.startsWith("-") };
}

/** Returns Prisma's order: empty values last in either direction. */
export function orderBy({ column, descending }: Sorting): Where[] {
  const direction = descending ? "desc" : "asc";
  const field = column.field ?? column.key;
  const own = column.nullable ? { sort: direction, nulls: "last" } : direction;
  return field === "id" ? [{ id: direction }] : [{ [field]: own }, { id: direction }];
}

/** Returns where the next page begins: after this row. */
export function cursorAfter(row: RegisterRow, { column }: Sorting): string {
  const value = row[column.key] ?? null;
  return Buffer.from(JSON.stringify([column.key, value, row.id])).toString("base64url");
}

/** Returns the condition "after the row of this cursor"; throws Invalid for a cursor that this list did not give. */
export function afterCursor(cursor: string, { column, descending }: Sorting): Where {
  const [value, id] = decode(cursor, column);
  const field = column.field ?? column.key;
  const beyond = descending ? "lt" : "gt";
  if (field === "id") return { id: { [beyond]: id } };
  if (value === null) return { [field]: null, id: { [beyond]: id } };
  const later = [{ [field]: { [beyond]: value } }, { [field]: value, id: { [beyond]: id } }];
  // The bound beside the alternatives lets an index start at the cursor instead of at the beginning.
  if (!column.nullable) return { [field]: { [descending ? "lte" : "gte"]: value }, OR: later };
  return { OR: [...later, { [field]: null }] };
}

type SortValue = string | number | Date | null;

function decode(cursor: string, column: Column): [SortValue, string] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (
      Array.isArray(parts) &&
      parts[0] === column.key &&
      typeof parts[2] === "string" &&
      /^[0-9a-f-]{36}$/.test(parts[2])
    ) {
      return [sortValue(parts[1], column), parts[2]];
    }
  } catch {
    // Falls through to the one message below: what is wrong with a cursor is of no use to the caller.
  }
  throw new Invalid([
    { path: "cursor", message: "Is not a cursor of this list in this order. Start again without it." },
  ]);
}

function sortValue(value: unknown, column: Column): SortValue {
  if (value === null) return null;
  const timed = column.kind === "date" || column.kind === "instant";
  if (timed && typeof value === "string" && !Number.isNaN(Date.parse(value))) return new Date(value);
  if (column.kind === "integer" && Number.isInteger(value)) return value as number;
  if (
    !timed &&
    column.kind !== "integer" &&
    typeof value === "string" &&
    !value.includes("\u0000") &&
    value.isWellFormed()
  )
    return value;
  throw new Error("The value does not fit the column.");
}
