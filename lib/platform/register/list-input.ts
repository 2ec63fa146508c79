import "server-only";
import * as z from "zod";
import type { Column } from "@/lib/platform/register/column";
import { storable } from "@/lib/platform/schema/field";

/** Rows of one page of a list, and the most that one may ask for. */
export const pageSize = { usual: 50, most: 200 };

const short = z.string().max(4_000, "Is too long. Choose fewer values.");

/** What a list was asked for; each further key is the filter of the column of that name. */
export interface ListRequest {
  q?: string | undefined;
  sort?: string | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
  columns?: string | undefined;
  /** The day to look back to, where the register can. */
  asOf?: string | undefined;
  [filter: string]: string | number | undefined;
}

/** Returns the input of a list operation: search, sort, page and one filter per filterable column. */
export function listInput(columns: readonly Column[], extraFilters: readonly string[] = []) {
  const sortable = columns.filter((column) => column.sortable).flatMap(({ key }) => [key, `-${key}`]);
  return z.strictObject({
    ...filterShape(columns, extraFilters),
    sort: z
      .enum(sortable as [string, ...string[]], { error: `Sort by one of: ${sortable.join(", ")}.` })
      .optional(),
    cursor: z.string().max(1_000).optional(),
    columns: columnKeys(columns).optional(),
    limit: z.coerce
      .number({ error: "limit must be a whole number." })
      .int()
      .min(1, "limit is at least 1.")
      .max(pageSize.most, `limit is at most ${pageSize.most}.`)
      .optional(),
  });
}

// Which columns a row answers with; without it all but the long texts, which weigh more than all others together.
function columnKeys(columns: readonly Column[]) {
  const known = new Set(columns.map(({ key }) => key));
  const message = `columns takes keys of columns, separated by commas: ${[...known].join(", ")}.`;
  return short.refine((text) => text.split(",").every((key) => known.has(key)), message);
}

/** Returns the columns that a list was asked for, the one it is sorted by among them. */
export function askedColumns(
  columns: readonly Column[],
  asked: string | undefined,
  sort: string,
): ReadonlySet<string> {
  const usual = columns.filter(({ kind }) => kind !== "long-text").map(({ key }) => key);
  return new Set([...(asked === undefined ? usual : asked.split(",")), sort.replace(/^-/, "")]);
}

/** Returns the input of a count: the same search and filters, nothing else. */
export function filterInput(columns: readonly Column[], extraFilters: readonly string[] = []) {
  return z.strictObject(filterShape(columns, extraFilters));
}

function filterShape(columns: readonly Column[], extraFilters: readonly string[]) {
  const keys = [...columns.filter((column) => column.filter).map(({ key }) => key), ...extraFilters];
  const clean = short.refine(storable, "Holds a character that cannot be searched.");
  return { q: clean.optional(), ...Object.fromEntries(keys.map((key) => [key, clean.optional()])) };
}
