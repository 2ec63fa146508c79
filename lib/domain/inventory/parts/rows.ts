import "server-only";
import type { PartKind, ReadPart } from "@/lib/domain/inventory/parts/kind";
import { linkFields, linksFrom } from "@/lib/domain/inventory/parts/links";
import { type PartUser, usersOf } from "@/lib/domain/inventory/parts/users";
import { peopleFields, shownValues } from "@/lib/domain/inventory/parts/values";
import { gapsOf, inventoryRef } from "@/lib/domain/inventory/rules";
import { columnKey } from "@/lib/domain/inventory/schema";
import type { Context } from "@/lib/platform/operation/operation";
import type { CellValue, Named, RegisterRow } from "@/lib/platform/register/column";
import { dayText } from "@/lib/platform/time/day";

/** Returns what to read with a part: the names of its keeper and of the people it names. */
export function withNames(kind: PartKind) {
  const person = { select: { id: true, name: true, email: true } };
  const people = peopleFields(kind).map(({ person: relation }) => [relation, person]);
  return { unit: { select: { id: true, name: true } }, ...Object.fromEntries(people) };
}

/** Returns parts as every list shows them: with what they name, and the systems that use them. */
export async function toRows(context: Context, kind: PartKind, parts: readonly ReadPart[]) {
  const ids = parts.map(({ id }) => id);
  const links = await linksFrom(context, kind, ids);
  const users = await usersOf(context, ids);
  return parts.map((part) => toRow(kind, part, links.get(part.id) ?? {}, users.get(part.id) ?? []));
}

function toRow(
  kind: PartKind,
  part: ReadPart,
  links: Readonly<Record<string, Named[]>>,
  users: readonly PartUser[],
) {
  const people = peopleFields(kind).map(({ person }) => [person, part[person] as Named | null]);
  const named = linkFields(kind).map(({ field, many }) => {
    const list = links[field] ?? [];
    return [columnKey(field), many ? list : (list[0] ?? null)];
  });
  return {
    ...(shownValues(kind, part) as Record<string, CellValue>),
    ...(Object.fromEntries([...people, ...named]) as Record<string, CellValue>),
    id: part.id,
    name: part.name,
    ref: inventoryRef(kind.letter, part.number),
    number: part.number,
    version: part.version,
    completeness: part.completeness,
    gaps: gapsOf({ ...part, ...links }, kind.facts),
    unit: part.unit,
    owner: part.owner,
    systems: users.map(({ id, name }) => ({ id, name })),
    createdAt: part.createdAt.toISOString(),
    nextReviewOn: dayText(part.nextReviewOn),
    updatedAt: part.updatedAt.toISOString(),
  } satisfies RegisterRow;
}
