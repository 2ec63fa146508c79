import "server-only";
import { visibleTo } from "@/lib/domain/inventory/parts/access";
import { partConcept } from "@/lib/domain/inventory/parts/concepts/schema";
import type { PartKind, ReadPart } from "@/lib/domain/inventory/parts/kind";
import { linkedIds } from "@/lib/domain/inventory/parts/links";
import { relationWords } from "@/lib/domain/inventory/parts/relations/schema";
import { toRows, withNames } from "@/lib/domain/inventory/parts/rows";
import { usersOf } from "@/lib/domain/inventory/parts/users";
import { inventoryRef } from "@/lib/domain/inventory/rules";
import { may } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** Returns the whole stored part within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findPart(kind: PartKind, context: Context, id: string) {
  const { tx, actor } = context;
  const part = await kind
    .table(tx)
    .findFirst({ where: { AND: [{ id }, await visibleTo(tx, actor, kind.access)] } });
  if (!part) throw new NotFound();
  return { ...part, ...(await linkedIds(context, kind, id)) };
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

/** Returns a part as every door answers it, with its links, its gaps and what the actor may do; throws NotFound. */
export async function readPart(kind: PartKind, context: Context, id: string) {
  const { tx, actor } = context;
  const found = await kind.table(tx).findFirst({
    where: { AND: [{ id }, await visibleTo(tx, actor, kind.access)] },
    include: withNames(kind),
  });
  const [row] = found ? await toRows(context, kind, [found as ReadPart]) : [];
  if (!found || !row) throw new NotFound();
  const systems = (await usersOf(context, [id])).get(id) ?? [];
  const links = await linksOf(context, kind, id);
  const [counted] = await tx.$queryRaw<{ uses: number; links: number }[]>`
    select uses_of_part(${id}::uuid) as uses, links_of_part(${id}::uuid) as links`;
  return {
    ...row,
    systems,
    /** Systems that use it and that this actor may not see. */
    usedElsewhere: (counted?.uses ?? systems.length) - systems.length,
    links,
    /** Links with parts that this actor may not see. */
    linkedElsewhere: (counted?.links ?? links.length) - links.length,
    can: { edit: may(actor, kind.access.edit, found.unitId) },
  };
}

/** Another part that a part names, or by which it is named, and how. */
export interface PartLinkShown {
  relation: string;
  id: string;
  concept: string;
  ref: string;
  name: string;
  completeness: number;
}

const other = { id: true, concept: true, number: true, name: true, completeness: true } as const;

async function linksOf(context: Context, kind: PartKind, id: string): Promise<PartLinkShown[]> {
  const { tx, actor } = context;
  const visible = await visibleTo(tx, actor, kind.access);
  const forth = await tx.partLink.findMany({
    where: { fromId: id, to: visible },
    select: { relation: true, to: { select: other } },
    orderBy: [{ relation: "asc" }, { to: { name: "asc" } }],
  });
  const back = await tx.partLink.findMany({
    where: { toId: id, from: visible },
    select: { relation: true, from: { select: other } },
    orderBy: [{ relation: "asc" }, { from: { name: "asc" } }],
  });
  return [
    ...forth.map(({ relation, to }) => ({ relation: relationWords(relation).label, ...shown(to) })),
    ...back.map(({ relation, from }) => ({ relation: relationWords(relation).reverse, ...shown(from) })),
  ];
}

function shown({
  id,
  concept,
  number,
  name,
  completeness,
}: {
  id: string;
  concept: string;
  number: number;
  name: string;
  completeness: number;
}) {
  return { id, concept, name, completeness, ref: inventoryRef(partConcept(concept).letter, number) };
}
