import "server-only";
import * as z from "zod";
import { choices } from "@/lib/domain/inventory/choices";
import { gapsFilter, linkFilter } from "@/lib/domain/inventory/filters";
import { visibleTo } from "@/lib/domain/inventory/parts/access";
import type { PartKind, ReadPart } from "@/lib/domain/inventory/parts/kind";
import { shownValues } from "@/lib/domain/inventory/parts/values";
import { gapsOf, inventoryRef } from "@/lib/domain/inventory/rules";
import { inventoryRecord, reviewFields } from "@/lib/domain/inventory/schema";
import { visibleTo as systemsVisibleTo } from "@/lib/domain/inventory/systems/access";
import { type Actor, may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Transaction } from "@/lib/platform/database/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { CellValue, RegisterRow } from "@/lib/platform/register/column";
import type { Where } from "@/lib/platform/register/filter";
import { register } from "@/lib/platform/register/register";
import type { FoundRecord } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Returns the reading operations of one kind of part: register, record, history and the picker's choices. */
export function partQueries(kind: PartKind) {
  const { concept, words, access } = kind;
  const get = query({
    name: `${concept}.get`,
    summary: `One ${words.one}, with the systems that use it`,
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
      return { entries: await recordHistory(context, concept, id, { ...kind.fields, ...reviewFields }) };
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
    filters: { gaps: gapsFilter(kind.fields, kind.facts), systems: linkFilter("systems", "systemId") },
    fetch: async (tx, { where, ...page }, context) => {
      const what = { ...page, where: await resolved(kind, tx, where), include: withNames(context) };
      return (await kind.table(tx).findMany(what)).map((part) => toRow(kind, part as ReadPart));
    },
    count: async (tx, where) => kind.table(tx).count({ where: await resolved(kind, tx, where) }),
  });
}

function partChoices(kind: PartKind) {
  return choices({
    concept: kind.concept,
    many: kind.words.many,
    permission: kind.access.read,
    find: async ({ tx, actor }, { where, ...order }) => {
      const found = await kind
        .table(tx)
        .findMany({ where: { AND: [where, await visibleTo(tx, actor, kind.access)] }, ...order });
      return found.map(({ id, name, [kind.detail]: detail }) =>
        typeof detail === "string" ? { id, name, detail } : { id, name },
      );
    },
  });
}

/** Returns the whole stored part within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findPart(kind: PartKind, { tx, actor }: Context, id: string) {
  const part = await kind
    .table(tx)
    .findFirst({ where: { AND: [{ id }, await visibleTo(tx, actor, kind.access)] } });
  if (!part) throw new NotFound();
  return part;
}

/** Returns those of these parts that the actor may see, as other concepts name them. */
export async function findParts(
  kind: PartKind,
  { tx, actor }: Context,
  ids: readonly string[],
): Promise<FoundRecord[]> {
  const found = await kind
    .table(tx)
    .findMany({ where: { AND: [{ id: { in: [...ids] } }, await visibleTo(tx, actor, kind.access)] } });
  return found.map(({ id, number, name, unitId, ownerId }) => ({
    id,
    ref: inventoryRef(kind.letter, number),
    name,
    unitId,
    ownerId,
  }));
}

/** Returns a part as every door answers it, with its gaps and what the actor may do; throws NotFound. */
export async function readPart(kind: PartKind, context: Context, id: string) {
  const { tx, actor } = context;
  const found = await kind.table(tx).findFirst({
    where: { AND: [{ id }, await visibleTo(tx, actor, kind.access)] },
    include: withNames(context),
  });
  if (!found) throw new NotFound();
  const part = found as ReadPart;
  const [uses] = await tx.$queryRaw<{ count: number }[]>`select uses_of_part(${id}::uuid) as count`;
  return {
    ...toRow(kind, part),
    systems: part.systems.map(({ system }) => system),
    /** Systems that use it and that this actor may not see. */
    usedElsewhere: (uses?.count ?? part.systems.length) - part.systems.length,
    can: { edit: may(actor, kind.access.edit, part.unitId) },
  };
}

function withNames({ actor }: Context) {
  const named = { select: { id: true, name: true } };
  return {
    unit: named,
    owner: { select: { id: true, name: true, email: true } },
    systems: {
      where: { system: systemsVisibleTo(actor) },
      select: { system: { select: { id: true, name: true, stage: true, unit: named } } },
      orderBy: { system: { name: "asc" } },
    },
  };
}

function toRow(kind: PartKind, part: ReadPart) {
  return {
    ...(shownValues(kind.fields, part) as Record<string, CellValue>),
    id: part.id,
    name: part.name,
    ref: inventoryRef(kind.letter, part.number),
    number: part.number,
    version: part.version,
    completeness: part.completeness,
    gaps: gapsOf(part, kind.facts),
    unit: part.unit,
    owner: part.owner,
    systems: part.systems.map(({ system: { id, name } }) => ({ id, name })),
    createdAt: part.createdAt.toISOString(),
    nextReviewOn: dayText(part.nextReviewOn),
    updatedAt: part.updatedAt.toISOString(),
  } satisfies RegisterRow;
}
