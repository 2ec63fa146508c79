import "server-only";
import * as z from "zod";
import { answer, findTree, nodesOf } from "@/lib/domain/attack-trees/queries";
import { treeRef } from "@/lib/domain/attack-trees/rules";
import { type AttackNode, attackTree, treeFields, treeRecord } from "@/lib/domain/attack-trees/schema";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { findModel } from "@/lib/domain/threat-models/queries/find";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { AttackTree, Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";

/** Begins an attack tree at a threat model; its title is the goal. */
export const createTree = command({
  name: "attack-trees.create",
  summary: "Begin an attack tree",
  permission: threatModelsWrite,
  input: createInput({ threatModelId: recordVersion.id, ...treeFields }),
  output: treeRecord,
  run: async (context, { threatModelId, title }) => {
    const model = await findModel(context, threatModelId);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const goal: AttackNode = {
      ...{
        id: "goal",
        parentId: null,
        name: title,
        gate: "or",
        cost: null,
        skill: null,
        detectability: null,
      },
      ...{ technique: null, release: null, threatIds: [], controlIds: [], zoneId: null, test: null },
    };
    const tree = await context.tx.attackTree.create({
      data: {
        ...{ threatModelId, unitId: model.unitId, title, createdById: authorOf(context.actor) },
        nodes: [goal] as Prisma.InputJsonArray,
      },
    });
    return { result: answer(tree), change: treeChange(null, tree) };
  },
});

/** Changes the title of an attack tree, or puts it aside; what is put aside stays and can be taken up again. */
export const updateTree = command({
  name: "attack-trees.update",
  summary: "Rename an attack tree, or put it aside",
  permission: threatModelsWrite,
  input: updateInput({ ...treeFields, archived: z.boolean({ error: "Say yes or no." }) }),
  output: treeRecord,
  run: async (context, { id, version, ...fields }) => {
    const { tree, model } = await findTree(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const { after, change } = await write(context, tree, version, defined(fields));
    return { result: answer(after), change };
  },
});

/**
 * Writes the nodes of an attack tree that somebody may change, if it still has the version that was seen. Throws Conflict
 * with the tree as it is otherwise, and Invalid where the nodes are no tree.
 */
export async function writeNodes(
  context: Context,
  { id, version }: { id: string; version: number },
  alter: (nodes: AttackNode[], threatModelId: string) => AttackNode[] | Promise<AttackNode[]>,
) {
  const { tree, model } = await findTree(context, id);
  assertMay(context.actor, threatModelsWrite, model.unitId);
  const nodes = attackTree.safeParse(await alter(nodesOf(tree), model.id));
  if (!nodes.success)
    throw new Invalid([{ path: "name", message: nodes.error.issues[0]?.message ?? "This is no tree." }]);
  const { after, change } = await write(context, tree, version, {
    nodes: nodes.data as Prisma.InputJsonArray,
  });
  return { result: { id, ref: treeRef(after.number), version: after.version }, change };
}

/** Lets each step of an attack tree be the technique, of the edition, to which one of these moves leads, or none; returns the change. */
export async function citeInTree(
  { tx }: Pick<Context, "tx">,
  before: AttackTree,
  moves: readonly { fromId: string; toId: string | null; toEdition: string }[],
): Promise<Change> {
  const to = new Map(moves.map((move) => [move.fromId, move]));
  const nodes = nodesOf(before).map((node) => {
    const move = to.get(node.technique ?? "");
    if (!move) return node;
    return { ...node, technique: move.toId, release: move.toId === null ? null : move.toEdition };
  });
  const after = await tx.attackTree.update({
    where: { id: before.id },
    data: { nodes: nodes as Prisma.InputJsonArray, version: { increment: 1 } },
  });
  return treeChange(before, after);
}

async function write(
  context: Context,
  before: AttackTree,
  version: number,
  data: Prisma.AttackTreeUncheckedUpdateManyInput,
): Promise<{ after: AttackTree; change: Change }> {
  const [after] = await context.tx.attackTree.updateManyAndReturn({
    where: { id: before.id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, async () => (await findTree(context, before.id)).tree);
  const written = after as AttackTree;
  return { after: written, change: treeChange(before, written) };
}

/** Returns the change of an attack tree for the audit trail. */
export function treeChange(before: AttackTree | null, after: AttackTree): Change {
  return { subject: { type: "attack-trees", id: after.id, unitId: after.unitId }, before, after };
}
