import "server-only";
import { factFields } from "@/lib/domain/inventory/boms/mapping/facts";
import type { BomRecord } from "@/lib/domain/inventory/boms/mapping/record";
import { parts } from "@/lib/domain/inventory/kinds";
import { visibleTo as partsVisibleTo } from "@/lib/domain/inventory/parts/access";
import type { PartConcept } from "@/lib/domain/inventory/parts/concepts/schema";
import type { PartKind, StoredPart } from "@/lib/domain/inventory/parts/kind";
import { idsByField, linksFrom } from "@/lib/domain/inventory/parts/links";
import { shownValues } from "@/lib/domain/inventory/parts/values";
import { visibleTo } from "@/lib/domain/inventory/systems/access";
import { partIds, withParts } from "@/lib/domain/inventory/systems/links";
import { systemFields } from "@/lib/domain/inventory/systems/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/** A record with what decides whether it may be written. */
export interface StoredRecord extends BomRecord {
  unitId: string;
  version: number;
}

/** Returns the systems of a condition that the actor may see, as bills of materials are written from them. */
export async function systemRecords(
  { tx, actor }: Context,
  where: Prisma.SystemWhereInput,
): Promise<StoredRecord[]> {
  const found = await tx.system.findMany({
    where: { AND: [where, visibleTo(actor)] },
    include: { parts: withParts },
    orderBy: { id: "asc" },
  });
  return found.map(({ parts: links, ...system }) => {
    const values: Record<string, unknown> = system;
    const facts = factFields(systemFields).map(([key]) => [key, values[key]]);
    return {
      concept: "systems",
      id: system.id,
      values: Object.fromEntries(facts),
      links: partIds(links),
      changedAt: system.updatedAt,
      unitId: system.unitId,
      version: system.version,
    };
  });
}

/** Returns the parts that a system uses, directly or through other parts, as far as the actor sees them. */
export async function partRecordsOf(context: Context, systemId: string): Promise<StoredRecord[]> {
  const reached = await context.tx.$queryRaw<{ id: string }[]>`
    select id from parts_of_systems(${[systemId]}::uuid[]) as r(id)`;
  return partRecords(context, { id: { in: reached.map(({ id }) => id) } });
}

/** Returns the parts of a condition, of every kind, that the actor may see. */
export async function partRecords(context: Context, where: object): Promise<StoredRecord[]> {
  const records: StoredRecord[] = [];
  for (const { kind } of Object.values(parts)) {
    const visible = await partsVisibleTo(context.tx, context.actor, kind.access);
    const found = await kind
      .table(context.tx)
      .findMany({ where: { AND: [where, visible] }, orderBy: [{ id: "asc" }] });
    records.push(...(await asRecords(context, kind, found)));
  }
  return records;
}

async function asRecords(context: Context, kind: PartKind, found: readonly StoredPart[]) {
  const ids = found.map(({ id }) => id);
  const links = await linksFrom(context, kind, ids);
  return found.map((part): StoredRecord => {
    const named = Object.entries(idsByField(kind, links.get(part.id) ?? {}));
    return {
      concept: kind.concept as PartConcept,
      id: part.id,
      values: shownValues(kind, part),
      links: Object.fromEntries(named.map(([field, value]) => [field, value === null ? [] : [value].flat()])),
      changedAt: part.updatedAt,
      unitId: part.unitId,
      version: part.version,
    };
  });
}
