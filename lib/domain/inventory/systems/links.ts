import "server-only";
import { datasets } from "@/lib/domain/inventory/datasets/part";
import { models } from "@/lib/domain/inventory/models/part";
import { visibleTo } from "@/lib/domain/inventory/parts/access";
import type { PartKind } from "@/lib/domain/inventory/parts/kind";
import { vendors } from "@/lib/domain/inventory/vendors/part";
import type { Transaction } from "@/lib/platform/database/client";
import type { FieldProblem } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";

/** The calls on a link table that a system needs. */
interface LinkTable {
  deleteMany(what: { where: object }): Promise<unknown>;
  updateMany(what: { where: object; data: { unitId: string } }): Promise<unknown>;
}

interface SystemLink {
  /** The field of the form, and the key of the other end in the link table. */
  field: "modelIds" | "datasetIds" | "vendorIds";
  key: string;
  kind: PartKind;
  table(tx: Transaction): LinkTable;
  add(tx: Transaction, of: { systemId: string; unitId: string }, ids: readonly string[]): Promise<unknown>;
}

const links: readonly SystemLink[] = [
  {
    field: "modelIds",
    key: "modelId",
    kind: models.kind,
    table: (tx) => tx.systemModel,
    add: (tx, of, ids) =>
      tx.systemModel.createMany({ data: ids.map((modelId) => ({ ...of, modelId })), skipDuplicates: true }),
  },
  {
    field: "datasetIds",
    key: "datasetId",
    kind: datasets.kind,
    table: (tx) => tx.systemDataset,
    add: (tx, of, ids) =>
      tx.systemDataset.createMany({
        data: ids.map((datasetId) => ({ ...of, datasetId })),
        skipDuplicates: true,
      }),
  },
  {
    field: "vendorIds",
    key: "vendorId",
    kind: vendors.kind,
    table: (tx) => tx.systemVendor,
    add: (tx, of, ids) =>
      tx.systemVendor.createMany({
        data: ids.map((vendorId) => ({ ...of, vendorId })),
        skipDuplicates: true,
      }),
  },
];

/** The parts that an input names for a system; an absent list leaves those links as they are. */
export type NamedParts = Partial<Record<SystemLink["field"], readonly string[] | undefined>>;

/** Returns a problem for each list that names a part which the actor may not read, or which does not exist. */
export async function partProblems({ tx, actor }: Context, named: NamedParts): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = [];
  for (const { field, kind } of links) {
    const ids = named[field] ?? [];
    if (ids.length === 0) continue;
    const where = { AND: [{ id: { in: ids } }, await visibleTo(tx, actor, kind.access)] };
    if ((await kind.table(tx).count({ where })) !== ids.length) {
      problems.push({
        path: field,
        message: `One of these ${kind.words.many} does not exist. Choose them again.`,
      });
    }
  }
  return problems;
}

/** Makes the links of a system those that the input names, and lets all of them follow the system to its unit. */
export async function linkParts(
  tx: Transaction,
  { id: systemId, unitId }: { id: string; unitId: string },
  named: NamedParts,
  moved: boolean,
): Promise<void> {
  for (const { field, key, table, add } of links) {
    const ids = named[field];
    if (ids) {
      await table(tx).deleteMany({ where: { systemId, [key]: { notIn: ids } } });
      if (ids.length > 0) await add(tx, { systemId, unitId }, ids);
    }
    if (moved) await table(tx).updateMany({ where: { systemId }, data: { unitId } });
  }
}
