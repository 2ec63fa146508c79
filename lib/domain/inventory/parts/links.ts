import "server-only";
import { visibleTo } from "@/lib/domain/inventory/parts/access";
import type { PartKind } from "@/lib/domain/inventory/parts/kind";
import type { Relation } from "@/lib/domain/inventory/parts/relations/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { FieldProblem } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { Named } from "@/lib/platform/register/column";
import { fieldMeta } from "@/lib/platform/schema/field";

/** A field that names other parts. */
interface LinkField {
  field: string;
  relation: Relation;
  /** The kind of the parts it names. */
  concept: string;
  /** It names any number of them, not one at most. */
  many: boolean;
}

type Values = Readonly<Record<string, unknown>>;

/** What a part names, by field: a list, or one id or null. */
type NamedIds = Record<string, string | null | string[]>;

/** Returns the fields of a kind that name other parts. */
export function linkFields({ fields, relations }: PartKind): LinkField[] {
  const shapes: PartKind["fields"] = fields;
  return Object.entries(relations).flatMap(([field, relation]) => {
    const shape = shapes[field];
    if (!shape) return [];
    const { kind, concept = "" } = fieldMeta(shape);
    return [{ field, relation, concept, many: kind === "references" }];
  });
}

/** Returns a problem for each field that names a part which the actor may not read, or which cannot be named here. */
export async function linkProblems(
  { tx, actor }: Context,
  kind: PartKind,
  values: Values,
  self?: string,
): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const { field, relation, concept } of linkFields(kind)) {
    const ids = named(values[field]);
    if (ids.length === 0) continue;
    const refuse = (message: string) => problems.push({ path: field, message });
    const read = { ...kind.access.read, name: `${concept}:read` };
    const where = { AND: [{ id: { in: ids }, concept }, await visibleTo(tx, actor, { read })] };
    if ((await tx.part.count({ where })) !== ids.length)
      refuse(`One of these ${concept} does not exist. Choose again.`);
    else if (self !== undefined && ids.includes(self)) refuse(`A ${kind.words.one} cannot name itself.`);
    else if (self !== undefined && relation === "based-on" && (await comesFrom(tx, ids, self)))
      refuse(`That one is itself made from this ${kind.words.one}. Choose another.`);
  }
  return problems;
}

async function comesFrom(tx: Transaction, ids: readonly string[], self: string): Promise<boolean> {
  const found = await tx.$queryRaw<unknown[]>`
    with recursive base(id) as (
      select unnest(${ids}::uuid[])
      union select l."toId" from part_links l join base on l."fromId" = base.id where l.relation = 'based-on'
    ) select 1 from base where id = ${self}::uuid`;
  return found.length > 0;
}

/** Returns the parts that each of these names, as far as the actor sees them, by field. */
export async function linksFrom(
  { tx, actor }: Context,
  kind: PartKind,
  ids: readonly string[],
): Promise<Map<string, Record<string, Named[]>>> {
  const fields = linkFields(kind);
  const empty = () => Object.fromEntries(fields.map(({ field }): [string, Named[]] => [field, []]));
  const byPart = new Map(ids.map((id) => [id, empty()]));
  if (fields.length === 0 || ids.length === 0) return byPart;
  const links = await tx.partLink.findMany({
    where: { fromId: { in: [...ids] }, to: await visibleTo(tx, actor, kind.access) },
    select: { fromId: true, relation: true, to: { select: { id: true, name: true, concept: true } } },
    orderBy: [{ to: { name: "asc" } }, { toId: "asc" }],
  });
  for (const { fromId, relation, to } of links) {
    const held = fields.find((one) => one.relation === relation && one.concept === to.concept);
    if (held) byPart.get(fromId)?.[held.field]?.push({ id: to.id, name: to.name });
  }
  return byPart;
}

/** Returns what a part names, by field, as the audit trail keeps it. */
export async function linkedIds(context: Context, kind: PartKind, id: string): Promise<NamedIds> {
  return idsByField(kind, (await linksFrom(context, kind, [id])).get(id) ?? {});
}

/** Returns the ids of named parts by field, in the order of ids. */
export function idsByField(kind: PartKind, links: Readonly<Record<string, readonly Named[]>>): NamedIds {
  return Object.fromEntries(
    linkFields(kind).map(({ field, many }) => {
      const ids = (links[field] ?? []).map((one) => one.id).sort();
      return [field, many ? ids : (ids[0] ?? null)];
    }),
  );
}

/**
 * Makes the links of a part those that the values name; a field that is left out stays as it is, and so do links to parts
 * that the actor does not see.
 */
export async function relink(
  tx: Transaction,
  kind: PartKind,
  { id: fromId, unitId }: { id: string; unitId: string },
  values: Values,
  before: Values,
): Promise<void> {
  for (const { field, relation } of linkFields(kind)) {
    if (values[field] === undefined) continue;
    const [wanted, held] = [named(values[field]), named(before[field])];
    const gone = held.filter((id) => !wanted.includes(id));
    const fresh = wanted.filter((id) => !held.includes(id));
    if (gone.length > 0) await tx.partLink.deleteMany({ where: { fromId, relation, toId: { in: gone } } });
    const data = fresh.map((toId) => ({ fromId, toId, relation, unitId }));
    if (data.length > 0) await tx.partLink.createMany({ data, skipDuplicates: true });
  }
}

function named(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" ? [value] : [];
}
