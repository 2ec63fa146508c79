import "server-only";
import { parts } from "@/lib/domain/inventory/kinds";
import { visibleTo } from "@/lib/domain/inventory/parts/access";
import { type PartConcept, partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { FieldProblem } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { Named } from "@/lib/platform/register/column";

/** The field of a form that names parts of a kind: "modelIds". */
type PartField = `${(typeof partConcepts)[number]["one"]}Ids`;

/** For each kind of part, the field of a system's form that names its parts. */
export const partFields = partConcepts.map(({ concept, one, many }) => ({
  concept,
  many,
  field: `${one}Ids` as const,
}));

/** The parts that an input names for a system, by field; an absent list leaves those links as they are. */
export type NamedParts = Partial<Record<PartField, readonly string[] | undefined>>;

/** Returns an input in two: the parts it names, and everything else. */
export function splitParts<T extends NamedParts>(
  input: T,
): { parts: NamedParts; fields: Omit<T, PartField> } {
  const fields: Record<string, unknown> = { ...input };
  const named: NamedParts = {};
  for (const { field } of partFields) {
    named[field] = input[field];
    delete fields[field];
  }
  return { parts: named, fields: fields as Omit<T, PartField> };
}

/** Returns a problem for each list that names a part which the actor may not read, or which does not exist. */
export async function partProblems({ tx, actor }: Context, named: NamedParts): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const { field, concept, many } of partFields) {
    const ids = [...(named[field] ?? [])];
    if (ids.length === 0) continue;
    const visible = await visibleTo(tx, actor, parts[concept].kind.access);
    if ((await tx.part.count({ where: { AND: [{ id: { in: ids }, concept }, visible] } })) !== ids.length)
      problems.push({ path: field, message: `One of these ${many} does not exist. Choose them again.` });
  }
  return problems;
}

/** Makes the links of a system those that the input names. They follow the system to another unit by themselves. */
export async function linkParts(
  tx: Transaction,
  { id: systemId, unitId }: { id: string; unitId: string },
  named: NamedParts,
): Promise<void> {
  for (const { field, concept } of partFields) {
    const ids = named[field];
    if (!ids) continue;
    await tx.systemPart.deleteMany({ where: { systemId, part: { concept }, partId: { notIn: [...ids] } } });
    const data = ids.map((partId) => ({ systemId, partId, unitId }));
    if (data.length > 0) await tx.systemPart.createMany({ data, skipDuplicates: true });
  }
}

interface Linked {
  partId: string;
  part: { concept: string; name: string };
}

/** What to read of a system's links: each part with its kind and its name, by name. */
export const withParts = {
  select: { partId: true, part: { select: { concept: true, name: true } } },
  orderBy: [{ part: { name: "asc" as const } }, { partId: "asc" as const }],
};

/** Returns the linked parts by kind, each with its name. */
export function partsByKind(links: readonly Linked[]): Record<PartConcept, Named[]> {
  const of = (concept: string) =>
    links
      .filter(({ part }) => part.concept === concept)
      .map(({ partId, part }) => ({ id: partId, name: part.name }));
  return Object.fromEntries(partConcepts.map(({ concept }) => [concept, of(concept)])) as Record<
    PartConcept,
    Named[]
  >;
}

/** Returns the ids of the linked parts by field, in the order of ids, as the audit trail keeps them. */
export function partIds(links: readonly Linked[]): Record<PartField, string[]> {
  const byKind = partsByKind(links);
  return Object.fromEntries(
    partFields.map(({ field, concept }) => [field, byKind[concept].map(({ id }) => id).sort()]),
  ) as Record<PartField, string[]>;
}
