import "server-only";
import { parts } from "@/lib/domain/inventory/kinds";
import { visibleTo } from "@/lib/domain/inventory/parts/access";
import type { PartKind, StoredPart } from "@/lib/domain/inventory/parts/kind";
import { idsByField, linkedIds, linkFields, linksFrom, relink } from "@/lib/domain/inventory/parts/links";
import { peopleFields, shownValues, storedValues } from "@/lib/domain/inventory/parts/values";
import { authorOf } from "@/lib/domain/inventory/references";
import { completenessOf } from "@/lib/domain/inventory/rules";
import { columnKey } from "@/lib/domain/inventory/schema";
import type { Change } from "@/lib/platform/audit/change";
import { refuseDuplicate } from "@/lib/platform/database/duplicate";
import { Conflict } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { importFields } from "@/lib/platform/register/import-field";
import type {
  ImportTarget,
  PlannedWrite,
  RowProblem,
  StoredRecord,
  UnitAndName,
} from "@/lib/platform/register/import-session";

const why = "Plumbline writes it down itself.";

/** How files of one kind of part become such parts. */
function partImport(kind: PartKind): ImportTarget {
  const { concept, words, letter, access, fields } = kind;
  return {
    concept,
    words,
    letter,
    nameKey: "name",
    create: access.create,
    edit: access.edit,
    leftOut: [
      {
        label: "Used by",
        synonyms: ["systems", "ai systems"],
        why: "The AI systems say which parts they use.",
      },
      { label: "Completeness", why: "It is counted from the facts." },
      { label: "Created", why },
      { label: "Changed", why },
    ],
    open: async (context) => ({
      fields: importFields(fields),
      find: (wanted) => findParts(kind, context, wanted),
      check: (row) => selfProblems(kind, row),
      async write(rows, origin) {
        const changes: Change[] = [];
        for (const row of rows) changes.push(await writePart(kind, context, row, origin(row.line)));
        return { changes, further: [] };
      },
    }),
  };
}

/** Files of each kind of part. */
export const partImports: readonly ImportTarget[] = Object.values(parts).map(({ kind }) => partImport(kind));

async function findParts(
  kind: PartKind,
  context: Context,
  { numbers, named }: { numbers: readonly number[]; named: readonly UnitAndName[] },
): Promise<StoredRecord[]> {
  const { tx, actor } = context;
  if (numbers.length + named.length === 0) return [];
  const byUnit = [...Map.groupBy(named, ({ unitId }) => unitId)];
  const names = byUnit.map(([unitId, list]) => ({ unitId, name: { in: list.map(({ name }) => name) } }));
  const found = await kind.table(tx).findMany({
    where: {
      AND: [await visibleTo(tx, actor, kind.access), { OR: [{ number: { in: [...numbers] } }, ...names] }],
    },
  });
  const among = (ids: readonly (string | null)[]) => ({
    where: { id: { in: [...new Set(ids.filter((id) => id !== null))] } },
    select: { id: true, name: true },
  });
  const people = await tx.person.findMany(
    among(found.flatMap((part) => peopleFields(kind).map(({ field }) => part[field] as string | null))),
  );
  const units = await tx.unit.findMany(among(found.map(({ unitId }) => unitId)));
  const links = await linksFrom(
    context,
    kind,
    found.map(({ id }) => id),
  );
  const linked = [...links.values()].flatMap((fields) => Object.values(fields).flat());
  const known = Object.fromEntries([...people, ...units, ...linked].map(({ id, name }) => [id, name]));
  return found.map((part) => {
    const ids = idsByField(kind, links.get(part.id) ?? {});
    return {
      id: part.id,
      number: part.number,
      version: part.version,
      unitId: part.unitId,
      values: { ...part, ...shownValues(kind, part), ...ids },
      names: known,
      row: { ...part, ...ids },
    };
  });
}

function selfProblems(kind: PartKind, { stored, values }: PlannedWrite): RowProblem[] {
  if (!stored) return [];
  const naming = linkFields(kind).filter(({ field }) => [values[field]].flat().includes(stored.id));
  return naming.map(({ field }) => ({
    label: kind.columns.find(({ key }) => key === columnKey(field))?.label ?? field,
    message: `A ${kind.words.one} cannot name itself.`,
  }));
}

async function writePart(
  kind: PartKind,
  context: Context,
  { id, stored, values }: PlannedWrite,
  origin: string,
): Promise<Change> {
  const { tx, actor } = context;
  const { concept, facts } = kind;
  const table = kind.table(tx);
  const given = storedValues(kind, values);
  const completeness = completenessOf({ ...stored?.row, ...values, ...given }, facts);
  const part = await refuseDuplicate(
    "file",
    `One of these ${kind.words.many} was added at this moment. Check the file again.`,
    () =>
      stored
        ? update(table, stored, { ...given, completeness })
        : table.create({ data: { ...given, id, completeness, createdById: authorOf(actor) } }),
  );
  await relink(tx, kind, part, values, stored?.values ?? {});
  const after = { ...part, ...(await linkedIds(context, kind, part.id)) };
  return {
    subject: { type: concept, id: after.id, unitId: after.unitId },
    before: stored?.row ?? null,
    after: { ...after, reason: origin },
    action: stored ? `${concept}.update` : `${concept}.create`,
  };
}

async function update(
  table: ReturnType<PartKind["table"]>,
  { id, version }: StoredRecord,
  data: object,
): Promise<StoredPart> {
  const { count } = await table.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  const after = await table.findFirst({ where: { id } });
  if (count !== 1 || !after)
    throw new Conflict(
      "Somebody changed one of these records at this moment. Nothing was written; check the file again.",
    );
  return after;
}
