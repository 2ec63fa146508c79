import "server-only";
import * as z from "zod";
import { gapsFilter } from "@/lib/domain/inventory/filters";
import { visibleTo } from "@/lib/domain/inventory/parts/access";
import type { PartKind, ReadPart } from "@/lib/domain/inventory/parts/kind";
import { linkFields } from "@/lib/domain/inventory/parts/links";
import { findPart, readPart } from "@/lib/domain/inventory/parts/record";
import { toRows, withNames } from "@/lib/domain/inventory/parts/rows";
import { reviewFields } from "@/lib/domain/inventory/reviews/schema";
import { columnKey, inventoryRecord } from "@/lib/domain/inventory/schema";
import { visibleTo as systemsVisibleTo } from "@/lib/domain/inventory/systems/access";
import type { Actor } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Transaction } from "@/lib/platform/database/client";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import { choices } from "@/lib/platform/register/choices";
import { type FilterRule, idsOf, listOf, type Where } from "@/lib/platform/register/filter";
import { register } from "@/lib/platform/register/register";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });

/** Returns the reading operations of one kind of part: register, record, history and the picker's choices. */
export function partQueries(kind: PartKind) {
  const { concept, words, access } = kind;
  const get = query({
    name: `${concept}.get`,
    summary: `One ${words.one}, with the parts it is linked with and the systems that use it`,
    permission: access.read,
    input: byId,
    output: inventoryRecord,
    run: (context, { id }) => readPart(kind, context, id),
  });
  const history = query({
    name: `${concept}.history`,
    summary: `What happened to a ${words.one}, newest first`,
    permission: access.read,
    input: byId,
    run: async (context, { id }) => {
      await findPart(kind, context, id);
      const fields = { ...kind.fields, ...kind.computed, ...reviewFields };
      return { entries: await recordHistory(context, concept, id, fields) };
    },
  });
  return { register: partRegister(kind), get, history, choices: partChoices(kind) };
}

// Where a part may be read depends on the units above, which are looked up once the transaction is there.
type Asked = { readableBy: Actor } | { AND: readonly Asked[] } | Where;

async function resolved(kind: PartKind, tx: Transaction, asked: Asked): Promise<object> {
  if ("readableBy" in asked) return visibleTo(tx, asked.readableBy as Actor, kind.access);
  if (!("AND" in asked)) return asked;
  return { AND: await Promise.all((asked.AND as readonly Asked[]).map((one) => resolved(kind, tx, one))) };
}

function partRegister(kind: PartKind) {
  return register<Asked, object>({
    concept: kind.concept,
    title: kind.title,
    columns: kind.columns,
    permission: kind.access.read,
    sort: "name",
    visibleTo: ({ actor }) => ({ readableBy: actor }),
    search: (text) => ({ name: { contains: text, mode: "insensitive" } }),
    filters: { gaps: gapsFilter(kind.fields, kind.facts, unlinked(kind)), ...relationFilters(kind) },
    lookups: { systems: usedBy },
    fetch: async (tx, { where, ...page }, context) => {
      const what = { ...page, where: await resolved(kind, tx, where), include: withNames(kind) };
      return toRows(context, kind, (await kind.table(tx).findMany(what)) as ReadPart[]);
    },
    looksBack: true,
    count: async (tx, where) => kind.table(tx).count({ where: await resolved(kind, tx, where) }),
    bulk: {
      permission: kind.access.edit,
      fields: {
        ownerId: kind.fields.ownerId,
        unitId: kind.fields.unitId,
        nextReviewOn: kind.fields.nextReviewOn,
      },
    },
  });
}

// The condition on parts of which a field names nothing.
function unlinked(kind: PartKind): Record<string, Where> {
  return Object.fromEntries(
    linkFields(kind).map(({ field, relation, concept }): [string, Where] => [
      field,
      { part: { uses: { none: { relation, to: { concept } } } } },
    ]),
  );
}

// A filter by the parts that a field names.
function relationFilters(kind: PartKind): Record<string, FilterRule> {
  return Object.fromEntries(
    linkFields(kind).map(({ field, relation }): [string, FilterRule] => [
      columnKey(field),
      (text, key) => {
        const wanted = listOf(text);
        const ids = idsOf(wanted.filter((item) => item !== "none").join(","), key);
        const some = { part: { uses: { some: { relation, toId: { in: ids } } } } };
        const none = unlinked(kind)[field] ?? {};
        return { OR: [...(ids.length > 0 ? [some] : []), ...(wanted.includes("none") ? [none] : [])] };
      },
    ]),
  );
}

// Parts that these systems use, directly or through others; "none" for those that nothing uses.
async function usedBy(text: string, { tx, actor }: Context): Promise<Where> {
  const wanted = listOf(text);
  const asked = idsOf(wanted.filter((item) => item !== "none").join(","), "systems");
  const systems = await tx.system.findMany({
    where: { AND: [{ id: { in: asked } }, systemsVisibleTo(actor)] },
    select: { id: true },
  });
  const reached = await tx.$queryRaw<{ id: string }[]>`
    select id from parts_of_systems(${systems.map(({ id }) => id)}::uuid[]) as r(id)`;
  const unused = { part: { systems: { none: {} }, usedBy: { none: {} } } };
  return { OR: [{ id: { in: reached.map(({ id }) => id) } }, ...(wanted.includes("none") ? [unused] : [])] };
}

function partChoices(kind: PartKind) {
  return choices({
    concept: kind.concept,
    many: kind.words.many,
    permission: kind.access.read,
    find: async ({ tx, actor }, { says, take }) => {
      const where = { AND: [{ name: says }, await visibleTo(tx, actor, kind.access)] };
      const found = await kind.table(tx).findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], take });
      return found.map(({ id, name, [kind.detail]: detail }) =>
        typeof detail === "string" ? { id, name, detail } : { id, name },
      );
    },
  });
}
