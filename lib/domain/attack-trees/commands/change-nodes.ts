import "server-only";
import { randomUUID } from "node:crypto";
import * as z from "zod";
import { writeNodes } from "@/lib/domain/attack-trees/commands/write-tree";
import { atlas } from "@/lib/domain/attack-trees/queries";
import { type AttackNode, attackNode, nodeFields, treeRecord } from "@/lib/domain/attack-trees/schema";
import { visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { threatModelsWrite } from "@/lib/domain/threat-models/access";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";

const nodeId = attackNode.shape.id;

/** Adds a node below another; answers with its id within the tree as `node`. */
export const addNode = command({
  name: "attack-trees.addNode",
  summary: "Add a step below a node of an attack tree",
  permission: threatModelsWrite,
  input: createInput(nodeFields).extend({ ...recordVersion, parentId: nodeId }),
  output: treeRecord,
  run: async (context, { id, version, parentId, ...fields }) => {
    const node: AttackNode = { id: randomUUID(), parentId, ...fields, ...releaseOf(fields) };
    const { result, change } = await writeNodes(context, { id, version }, async (nodes, modelId) => {
      if (!nodes.some((one) => one.id === parentId))
        throw new Invalid([{ path: "parentId", message: "The node above is not there any more." }]);
      await assertNames(context, modelId, node);
      return [...nodes, node];
    });
    return { result: { ...result, node: node.id }, change };
  },
});

/** Changes what is said of a node. */
export const updateNode = command({
  name: "attack-trees.updateNode",
  summary: "Change a node of an attack tree",
  permission: threatModelsWrite,
  input: updateInput(nodeFields).extend({ node: nodeId }),
  output: treeRecord,
  run: (context, { id, version, node, ...fields }) =>
    writeNodes(context, { id, version }, async (nodes, modelId) => {
      const said = defined(fields);
      await assertNames(context, modelId, said, nodes);
      return nodes.map((one) =>
        one.id === found(nodes, node).id ? { ...one, ...said, ...releaseOf(said, one) } : one,
      );
    }),
});

/** Takes a node away with everything below it; the goal itself stays. */
export const removeNode = command({
  name: "attack-trees.removeNode",
  summary: "Take a node away with everything below it",
  permission: threatModelsWrite,
  input: z.strictObject({ ...recordVersion, node: nodeId }),
  output: treeRecord,
  run: (context, { id, version, node }) =>
    writeNodes(context, { id, version }, (nodes) => {
      if (found(nodes, node).parentId === null)
        throw new Conflict("The goal cannot be taken away. Put the tree aside instead.");
      const gone = new Set([node]);
      for (let before = 0; before < gone.size; ) {
        before = gone.size;
        for (const one of nodes) if (one.parentId !== null && gone.has(one.parentId)) gone.add(one.id);
      }
      return nodes.filter((one) => !gone.has(one.id));
    }),
});

// A technique carries the release in which it was chosen; one that stays keeps its own.
function releaseOf(said: Partial<AttackNode>, before?: AttackNode): Pick<AttackNode, "release"> {
  const { technique = before?.technique ?? null } = said;
  if (technique === null) return { release: null };
  return { release: technique === before?.technique ? before.release : atlas().release };
}

function found(nodes: readonly AttackNode[], id: string): AttackNode {
  const node = nodes.find((one) => one.id === id);
  if (!node) throw new NotFound();
  return node;
}

// What a node names has to be there: threats and zones of this model, controls that one sees, techniques of ATLAS.
async function assertNames(
  context: Context,
  modelId: string,
  said: Partial<AttackNode>,
  held: readonly AttackNode[] = [],
): Promise<void> {
  const { tx } = context;
  const { threatIds = [], controlIds = [], technique = null, zoneId = null } = said;
  const problem = (path: string, message: string) => new Invalid([{ path, message }]);
  const threats = await tx.threat.count({
    where: { threatModelId: modelId, id: { in: threatIds.filter((one) => z.uuid().safeParse(one).success) } },
  });
  if (threats < threatIds.length)
    throw problem("threatIds", "One of them is no threat of this model. Choose others.");
  const controls = await tx.control.count({
    where: { AND: [{ id: { in: controlIds } }, await visibleControls(context)] },
  });
  if (controls < controlIds.length) throw problem("controlIds", "One of them is no control. Choose others.");
  // One of a newer release came there by somebody's word.
  const known = (one: string) => atlas().techniques.has(one) || held.some((node) => node.technique === one);
  if (technique !== null && !known(technique))
    throw problem("technique", "Is no technique of MITRE ATLAS, such as AML.T0051.");
  if (zoneId === null) return;
  const { drawing } = await drawingOf(context, (await findModel(context, modelId)).drawingId);
  if (!drawing.zones.some(({ id }) => id === zoneId))
    throw problem("zoneId", "The drawing has no such zone. Choose another.");
}
