import "server-only";
import * as z from "zod";
import { evaluateTree, type Standing } from "@/lib/domain/attack-trees/evaluate";
import { treeRef } from "@/lib/domain/attack-trees/rules";
import { type AttackNode, attackTree, treeFields, treeRecord } from "@/lib/domain/attack-trees/schema";
import { visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { dated } from "@/lib/domain/controls/queries/row";
import { controlRef, designOf, operationOf, shareOf } from "@/lib/domain/controls/rules";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { threatModelsRead, threatModelsWrite, visibleTo } from "@/lib/domain/threat-models/access";
import { drawingOf } from "@/lib/domain/threat-models/queries/find";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { AttackTree, StoredThreatModel } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

/** Returns a stored attack tree with its threat model within the actor's scope; throws NotFound. */
export async function findTree(
  context: Context,
  id: string,
): Promise<{ tree: AttackTree; model: StoredThreatModel }> {
  const found = await context.tx.attackTree.findFirst({
    where: { id, model: { is: visibleTo(context) } },
    include: { model: true },
  });
  if (!found) throw new NotFound();
  const { model, ...tree } = found;
  return { tree, model };
}

/** Returns those of these attack trees that the actor may see, as other concepts name them. */
export async function findTrees(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.attackTree.findMany({
    where: { id: { in: [...ids] }, model: { is: visibleTo(context) } },
    include: { model: { select: { ownerId: true } } },
  });
  return found.map(({ id, number, title, unitId, model }) => ({
    ...{ id, unitId, name: title, ref: treeRef(number), ownerId: model.ownerId },
  }));
}

/** Returns the nodes of a stored tree. */
export function nodesOf({ nodes }: Pick<AttackTree, "nodes">): AttackNode[] {
  return attackTree.parse(nodes);
}

/** Attack trees, of one threat model or of all that the actor may read, each with its size and what its goal takes. */
export const listTrees = query({
  name: "attack-trees.list",
  summary: "Attack trees, of one threat model or of all",
  permission: threatModelsRead,
  input: z.strictObject({
    threatModelId: z.uuid({ error: "Is not the id of a threat model." }).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  run: async (context, { threatModelId, limit }) => {
    const trees = await context.tx.attackTree.findMany({
      where: { model: { is: visibleTo(context) }, ...(threatModelId ? { threatModelId } : {}) },
      include: { model: { select: { id: true, number: true, title: true } } },
      orderBy: [{ archived: "asc" }, { number: "asc" }],
      take: limit,
    });
    const all = trees.map((tree) => ({ tree, nodes: nodesOf(tree) }));
    const controls = await controlsIn(
      context,
      all.flatMap(({ nodes }) => nodes),
    );
    return {
      rows: all.map(({ tree, nodes }) => {
        const { figures, paths } = evaluateTree(nodes, standingBy(controls));
        const root = nodes.find(({ parentId }) => parentId === null);
        const { model } = tree;
        return {
          ...answer(tree),
          model: { id: model.id, ref: modelRef(model.number), title: model.title },
          nodes: nodes.length,
          ways: paths.length,
          openWays: paths.filter(({ standing }) => standing === "open").length,
          standing: (root && figures.get(root.id)?.standing) ?? "unknown",
        };
      }),
    };
  },
});

/** Returns the attack trees of a threat model that are not put aside, each with its nodes and the ways to its goal. */
export async function treesOf(context: Pick<Context, "tx" | "actor" | "now">, threatModelId: string) {
  const trees = await context.tx.attackTree.findMany({
    where: { threatModelId, archived: false },
    orderBy: { number: "asc" },
  });
  const all = trees.map((tree) => ({ ...answer(tree), nodes: nodesOf(tree) }));
  const nodes = all.flatMap((tree) => tree.nodes);
  const standing = standingBy(await controlsIn(context, nodes));
  return all.map((tree) => ({ ...tree, ...evaluateTree(tree.nodes, standing) }));
}

/** One attack tree: its nodes with their figures, the ways to the goal, and the records that its nodes name. */
export const getTree = query({
  name: "attack-trees.get",
  summary: "One attack tree with its figures and the ways to its goal",
  permission: threatModelsRead,
  input: byId,
  output: treeRecord,
  run: async (context, { id }) => {
    const { tree, model } = await findTree(context, id);
    const nodes = nodesOf(tree);
    const controls = await controlsIn(context, nodes);
    const { figures, paths, cut } = evaluateTree(nodes, standingBy(controls));
    const { drawing } = await drawingOf(context, model.drawingId);
    const threats = await context.tx.threat.findMany({
      where: { threatModelId: model.id },
      select: { id: true, number: true, title: true, state: true },
      orderBy: { number: "asc" },
    });
    return {
      ...answer(tree),
      unitId: tree.unitId,
      model: { id: model.id, ref: modelRef(model.number), title: model.title },
      nodes: nodes.map((node) => ({
        ...node,
        figures: figures.get(node.id) ?? null,
        techniqueWords: techniqueWords(node),
      })),
      ...{ paths, cut },
      threats: threats.map(({ number, ...one }) => ({ ...one, ref: threatRef(number) })),
      controls: [...controls.values()],
      zones: drawing.zones.map(({ id, name }) => ({ id, name })),
      can: { edit: may(context.actor, threatModelsWrite, model.unitId) },
    };
  },
});

/** What happened to an attack tree, newest first. */
export const getTreeHistory = query({
  name: "attack-trees.history",
  summary: "What happened to an attack tree, newest first",
  permission: threatModelsRead,
  input: byId,
  run: async (context, { id }) => {
    await findTree(context, id);
    return { entries: await recordHistory(context, "attack-trees", id, treeFields) };
  },
});

/** Returns the ATLAS release that Plumbline comes with, and the names of its techniques by id. */
export function atlas(): { release: string; techniques: ReadonlyMap<string, string> } {
  const found = shippedFrameworks().find(({ key }) => key === "mitre-atlas");
  const techniques = (found?.requirements ?? []).filter(({ ref }) => ref.startsWith("AML.T"));
  return {
    release: found?.version ?? "",
    techniques: new Map(techniques.map(({ ref, title }) => [ref, title])),
  };
}

/** Returns the technique of a step as people read it: "AML.T0051 LLM Prompt Injection (ATLAS 5.6.0)"; null where it has none. */
export function techniqueWords({
  technique,
  release,
}: Pick<AttackNode, "technique" | "release">): string | null {
  if (technique === null) return null;
  const name = atlas().techniques.get(technique);
  const edition = release === null ? "ATLAS, release not recorded" : `ATLAS ${release}`;
  return `${technique}${name ? ` ${name}` : ""} (${edition})`;
}

/** Returns what a command answers about an attack tree. */
export function answer({ id, number, title, version, archived }: AttackTree) {
  return { id, ref: treeRef(number), title, version, archived };
}

interface Barrier {
  id: string;
  ref: string;
  title: string;
  /** How much of it counts: all, half or nothing, by the rule that derives current scores. */
  share: 0 | 0.5 | 1;
}

// The controls that nodes name, as far as the actor sees them.
async function controlsIn(
  context: Pick<Context, "tx" | "actor" | "now">,
  nodes: readonly AttackNode[],
): Promise<Map<string, Barrier>> {
  const ids = nodes.flatMap(({ controlIds }) => controlIds);
  if (ids.length === 0) return new Map();
  const day = await todayOf(context);
  const found = await context.tx.control.findMany({
    where: { AND: [{ id: { in: ids } }, await visibleControls(context)] },
  });
  return new Map(
    found.map((control) => {
      const tested = dated(control);
      const share = shareOf(designOf(tested), operationOf(tested, day));
      return [control.id, { id: control.id, ref: controlRef(control.number), title: control.title, share }];
    }),
  );
}

// A step is closed by a control that works by design and in operation; a link to anything less proves neither.
function standingBy(controls: ReadonlyMap<string, Barrier>): (node: AttackNode) => Standing {
  return ({ controlIds }) => {
    if (controlIds.length === 0) return "open";
    return controlIds.some((id) => controls.get(id)?.share === 1) ? "closed" : "unknown";
  };
}
