import "server-only";
import { Invalid } from "@/lib/platform/errors/public-error";
import type { Column, RegisterRow } from "@/lib/platform/register/column";
import type { Where } from "@/lib/platform/register/filter";
import { isNumber } from "@/lib/platform/schema/field";

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

/** Returns where the next page begins: after this row. */
export function cursorAfter(row: RegisterRow, { column }: Sorting): string {
  const value = row[column.key] ?? null;
  return Buffer.from(JSON.stringify([column.key, value, row.id])).toString("base64url");
}

/** One stretch of a list that an index can walk in order. */
export interface Stretch {
  where: Where;
  orderBy: Where[];
}

/**
 * Returns the stretches of a list, after the row of the cursor if there is one: rows that have a value of the column,
 * then those that have none, since empty values come last in either direction. Throws Invalid for a cursor that this
 * list did not give.
 */
export function stretches(sorting: Sorting, cursor: string | undefined): Stretch[] {
  const { column, descending } = sorting;
  const field = column.field ?? column.key;
  const direction = descending ? "desc" : "asc";
  const beyond = descending ? "lt" : "gt";
  const after = cursor === undefined ? undefined : decode(cursor, column);
  const byId = [{ id: direction }];
  const afterId = after ? { id: { [beyond]: after[1] } } : {};
  if (field === "id") return [{ where: afterId, orderBy: byId }];
  const absent = { where: { [field]: null, ...(after?.[0] === null ? afterId : {}) }, orderBy: byId };
  if (after?.[0] === null) return column.nullable ? [absent] : [];
  const present = {
    where: {
      ...(column.nullable ? { NOT: { [field]: null } } : {}),
      ...(after ? later(field, beyond, after) : {}),
    },
    orderBy: [{ [field]: direction }, ...byId],
  };
  return column.nullable ? [present, absent] : [present];
}

// The bound beside the alternatives lets an index start at the cursor instead of at the beginning.
function later(field: string, beyond: "lt" | "gt", [value, id]: [SortValue, string]): Where {
  const further = [{ [field]: { [beyond]: value } }, { [field]: value, id: { [beyond]: id } }];
  return { [field]: { [`${beyond}e`]: value }, OR: further };
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
  if (column.kind === "decimal" && typeof value === "number" && Number.isFinite(value)) return value;
  if (
    !timed &&
    !isNumber(column.kind) &&
    typeof value === "string" &&
    !value.includes("\u0000") &&
    value.isWellFormed()
  )
    return value;
  throw new Error("The value does not fit the column.");
}
