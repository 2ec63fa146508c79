import "server-only";
import { nodesOf } from "@/lib/domain/attack-trees/queries";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import type { Successor } from "@/lib/domain/taxonomy/editions";
import { threatModelsRead, visibleTo } from "@/lib/domain/threat-models/access";
import { type Cited, citedList } from "@/lib/domain/threat-models/schema";
import { unitsWith } from "@/lib/platform/access/actor";
import type { AttackTree, OwnThreatRule, Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

const threatFields = {
  ...{ id: true, number: true, title: true, unitId: true, sources: true },
  model: { select: { number: true, title: true } },
} as const;

type CitingThreat = Prisma.ThreatGetPayload<{ select: typeof threatFields }>;

/** Something that cites an id: a threat, a rule of one's own, or an attack tree with the techniques of its steps. */
export type Citing =
  | { kind: "threat"; record: CitingThreat; cites: readonly Cited[] }
  | { kind: "rule"; record: OwnThreatRule; cites: readonly Cited[] }
  | { kind: "tree"; record: AttackTree; cites: readonly Cited[] };

/** Returns by which words two citations are told apart. */
export function citedKey({ framework, edition, id }: Cited): string {
  return JSON.stringify([framework, edition, id]);
}

/** A move that somebody confirmed or refused, as far as it decides what is still proposed. */
interface Said {
  threatId: string | null;
  ruleId: string | null;
  treeId: string | null;
  fromId: string;
  toEdition: string;
}

/** Returns a record's own column in the moves. */
export function columnOf({
  kind,
  record,
}: Citing): { threatId: string } | { ruleId: string } | { treeId: string } {
  if (kind === "threat") return { threatId: record.id };
  return kind === "rule" ? { ruleId: record.id } : { treeId: record.id };
}

/**
 * Returns every threat, rule of one's own and attack tree that the actor may read, with what it cites; those of one threat
 * model where one is named. What was merged into another threat or put aside is left out.
 */
export async function citingRecords(context: Context, threatModelId?: string): Promise<Citing[]> {
  const { tx, actor } = context;
  const model = { is: { AND: [visibleTo(context), ...(threatModelId ? [{ id: threatModelId }] : [])] } };
  const threats = await tx.threat.findMany({
    where: { model, state: { not: "superseded" } },
    select: threatFields,
    orderBy: { number: "asc" },
  });
  const trees = await tx.attackTree.findMany({
    where: { model, archived: false },
    orderBy: { number: "asc" },
  });
  const mayRules =
    !threatModelId && (actor.kind === "system" || unitsWith(actor, threatModelsRead).length > 0);
  const rules = mayRules
    ? await tx.ownThreatRule.findMany({
        where: { retiredAt: null, unitId: await topUnit(tx) },
        orderBy: { number: "asc" },
      })
    : [];
  const ofTree = await editionsOfTrees(context, trees);
  return [
    ...threats.map((record): Citing => ({ kind: "threat", record, cites: citedList.parse(record.sources) })),
    ...rules.map((record): Citing => ({ kind: "rule", record, cites: citedList.parse(record.sources) })),
    ...trees.map((record): Citing => ({ kind: "tree", record, cites: ofTree(record) })),
  ];
}

// A step knows the release of its technique; which framework an imported one came from the move says.
async function editionsOfTrees({ tx }: Context, trees: readonly AttackTree[]) {
  const moves = await tx.taxonomyMove.findMany({
    where: { confirmed: true, treeId: { in: trees.map(({ id }) => id) } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const at = new Map(moves.map((one) => [`${one.treeId} ${one.toEdition} ${one.toId}`, one.toFramework]));
  return (tree: AttackTree): Cited[] => {
    const steps = nodesOf(tree).flatMap(({ technique: id, release }): Cited[] => {
      if (id === null) return [];
      const edition = release ?? shippedAtlas();
      return [{ framework: at.get(`${tree.id} ${edition} ${id}`) ?? "mitre-atlas", edition, id }];
    });
    return [...new Map(steps.map((one) => [`${one.edition} ${one.id}`, one])).values()];
  };
}

/** Returns whether somebody refused the move of a citation into the edition that is proposed. */
export async function refusals(
  context: Context,
): Promise<(citing: Citing, cited: Cited, to: Successor) => boolean> {
  const said = await context.tx.taxonomyMove.findMany({
    where: { confirmed: false },
    select: { threatId: true, ruleId: true, treeId: true, fromId: true, toEdition: true },
  });
  const key = (recordId: string, fromId: string, edition: string) =>
    JSON.stringify([recordId, fromId, edition]);
  const of = ({ threatId, ruleId, treeId }: Said) => threatId ?? ruleId ?? treeId ?? "";
  const known = new Set(said.map((one) => key(of(one), one.fromId, one.toEdition)));
  return ({ record }, { id }, { edition }) => known.has(key(record.id, id, edition));
}

function shippedAtlas(): string {
  return shippedFrameworks().find(({ key }) => key === "mitre-atlas")?.version ?? "";
}
