import "server-only";
import * as z from "zod";
import type { Actor } from "@/lib/platform/access/actor";
import type { Permission } from "@/lib/platform/access/permission";
import type { Transaction } from "@/lib/platform/database/client";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, type Operation, query } from "@/lib/platform/operation/operation";
import type { Column, RegisterRow } from "@/lib/platform/register/column";
import { type FilterRule, filterConditions, type Where } from "@/lib/platform/register/filter";
import { cursorAfter, sortingOf, stretches } from "@/lib/platform/register/keyset";
import {
  askedColumns,
  filterInput,
  type ListRequest,
  listInput,
  pageSize,
} from "@/lib/platform/register/list-input";
import { assertWithinLimit, pastLimit } from "@/lib/platform/register/past-limit";

/** What a register asks its concept to fetch. W and O are the concept's own Prisma types. */
interface Fetch<W, O> {
  where: W;
  orderBy: O[];
  take: number;
}

/** What may be changed in many rows at once: fields of the concept's update operation, and what it takes. */
interface BulkEdit {
  permission: Permission;
  fields: Readonly<Record<string, z.ZodType>>;
}

export interface RegisterDefinition<W, O> {
  /** As in the address: "risks". */
  concept: string;
  title: string;
  columns: readonly Column[];
  permission: Permission;
  /** The order when none is asked for, such as "-currentScore". */
  sort: string;
  /** The first wall: which rows this actor may see. */
  visibleTo(context: Context): W | Promise<W>;
  /** Rows whose main text holds the words. */
  search(words: string): W;
  /** Filters that are no plain column, and those of columns that need their own condition. */
  filters?: Record<string, (text: string, key: string) => W>;
  /** Filters whose condition depends on a setting or on who asks, such as a level of the risk method. */
  lookups?: Record<string, (text: string, context: Context) => W | Promise<W>>;
  /** Reads the rows; `columns` are the keys that were asked for, and a concept may answer with more. */
  fetch(
    tx: Transaction,
    what: Fetch<W, O>,
    context: Context,
    columns: ReadonlySet<string>,
  ): Promise<RegisterRow[]>;
  count(tx: Transaction, where: W): Promise<number>;
  bulk?: BulkEdit;
  /** The audit trail tells what its records were on an earlier day: its tables are shown in the schema "past". */
  looksBack?: true;
}

export interface Page {
  rows: RegisterRow[];
  /** The cursor of the next page, or null at the end. */
  next: string | null;
}

export interface Register {
  concept: string;
  bulk?: BulkEdit;
  title: string;
  columns: readonly Column[];
  /** The filters that are no columns, such as those of what is one's own. */
  ownFilters: readonly string[];
  permission: Permission;
  /** Whether it can be read as of an earlier day. */
  looksBack?: boolean;
  list: Operation<z.ZodType<ListRequest>, Page>;
  count: Operation<z.ZodType<ListRequest>, { count: number; all: number }>;
  /** Every row of a filtered register in batches, each read in a short transaction of its own. */
  batches(actor: Actor, request: ListRequest): AsyncGenerator<RegisterRow[]>;
}

/** Returns the reading operations of one register, made from its columns. */
export function register<W extends object, O>(definition: RegisterDefinition<W, O>): Register {
  const { concept, title, columns, permission } = definition;
  const everyColumn = columns.map(({ key }) => key).join(",");
  const own = Object.keys({ ...definition.filters, ...definition.lookups });
  const looksBack = definition.looksBack ?? false;
  const back = looksBack ? lookBack : {};
  const list = query({
    name: `${concept}.list`,
    summary: `${title}: a page of rows, sorted and filtered`,
    permission,
    input: listInput(columns, own).extend(back) as unknown as z.ZodType<ListRequest>,
    run: async (context, request) => {
      await assertWithinLimit(context, concept);
      return page(definition, context, request, request.limit ?? pageSize.usual);
    },
  });
  const count = query({
    name: `${concept}.count`,
    summary: `${title}: how many rows a filter leaves, of how many`,
    permission,
    input: filterInput(columns, own).extend(back) as unknown as z.ZodType<ListRequest>,
    output: z.strictObject({ count: z.int(), all: z.int() }),
    run: async (context, request) => {
      await assertWithinLimit(context, concept);
      const conditions = await narrowed(definition, context, request);
      const all = await definition.count(context.tx, await definition.visibleTo(context));
      if (conditions.length === 0) return { count: all, all };
      return {
        count: await definition.count(context.tx, await together(definition, context, conditions)),
        all,
      };
    },
  });
  const batch = query({
    name: `${concept}.batch`,
    summary: `${title}: a batch of rows for an export`,
    permission,
    timeoutMs: 120_000,
    input: listInput(columns, own).extend(back) as unknown as z.ZodType<ListRequest>,
    run: (context, request) => batchOf(definition, context, { columns: everyColumn, ...request }),
  });
  async function* batches(actor: Actor, request: ListRequest) {
    let cursor: string | null | undefined;
    do {
      const part: Page = await batch.execute(actor, { ...request, ...(cursor ? { cursor } : {}) });
      yield part.rows;
      cursor = part.next;
    } while (cursor);
  }
  const { bulk } = definition;
  return {
    ...{ concept, title, columns, permission, looksBack, list, count, batches },
    ownFilters: own.filter((key) => !columns.some((column) => column.key === key)),
    ...(bulk ? { bulk } : {}),
  };
}

/** Rows that are read from the database at a time: while they are, each takes many times the memory that it keeps. */
const batchRows = 1_000;

// The past is taken out of the trail for each transaction, so that much of it is read in one.
async function batchOf<W extends object, O>(
  definition: RegisterDefinition<W, O>,
  context: Context,
  request: ListRequest,
): Promise<Page> {
  await assertWithinLimit(context, definition.concept);
  const most = context.asOf === undefined ? batchRows : pastLimit.records;
  const rows: RegisterRow[] = [];
  let next = request.cursor ?? null;
  do {
    const from = next === null ? {} : { cursor: next };
    const part = await page(definition, context, { ...request, ...from }, batchRows);
    rows.push(...part.rows);
    next = part.next;
  } while (next !== null && rows.length < most);
  return { rows, next };
}

async function page<W extends object, O>(
  definition: RegisterDefinition<W, O>,
  context: Context,
  request: ListRequest,
  take: number,
): Promise<Page> {
  const sort = request.sort ?? definition.sort;
  const sorting = sortingOf(definition.columns, sort);
  const conditions = await narrowed(definition, context, request);
  const columns = askedColumns(definition.columns, request.columns, sort);
  const found: RegisterRow[] = [];
  for (const stretch of stretches(sorting, request.cursor || undefined)) {
    const rest = take + 1 - found.length;
    if (rest === 0) break;
    const where = await together(definition, context, [...conditions, stretch.where]);
    const what = { where, orderBy: stretch.orderBy as O[], take: rest };
    found.push(...(await definition.fetch(context.tx, what, context, columns)));
  }
  const rows = found.slice(0, take);
  const last = rows.at(-1);
  return { rows, next: found.length > take && last ? cursorAfter(last, sorting) : null };
}

/** Returns the condition on the rows that the actor may see and that a request asks for, for figures about a register. */
export async function conditionOf<W extends object, O>(
  definition: RegisterDefinition<W, O>,
  context: Context,
  request: ListRequest,
): Promise<W> {
  return together(definition, context, await narrowed(definition, context, request));
}

async function narrowed<W extends object, O>(
  definition: RegisterDefinition<W, O>,
  context: Context,
  request: ListRequest,
): Promise<Where[]> {
  const { columns, filters, lookups = {}, search } = definition;
  const looked = Object.entries(lookups).filter(([key]) => request[key]);
  const plain = { ...request, ...Object.fromEntries(looked.map(([key]) => [key, undefined])) };
  const conditions = filterConditions(columns, plain, (filters ?? {}) as Record<string, FilterRule>);
  for (const [key, rule] of looked) conditions.push((await rule(String(request[key]), context)) as Where);
  return request.q ? [...conditions, search(request.q) as Where] : conditions;
}

async function together<W extends object, O>(
  definition: RegisterDefinition<W, O>,
  context: Context,
  conditions: Where[],
): Promise<W> {
  return { AND: [await definition.visibleTo(context), ...conditions] } as W;
}
