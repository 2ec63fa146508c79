import "server-only";
import type { AttackNode } from "@/lib/domain/attack-trees/schema";
import { treeLimits } from "@/lib/domain/attack-trees/schema";

/** Whether a step can be taken: a working control closes it, nothing is in its way, or nobody can tell. */
export type Standing = "open" | "closed" | "unknown";

/** What a node takes: the least, and the most where all of it is known. */
export interface Range {
  least: number;
  most: number | null;
}

/** What follows for a node from what is below it. */
interface Figures {
  /** The cheapest way, in the organisation's currency. */
  cost: Range;
  /** The skill that the least demanding way asks for, from 1 to 5. */
  skill: Range;
  /** How noticeable the least noticeable way is, from 1 to 5. */
  detectability: Range;
  standing: Standing;
}

/** A set of steps that together reach the goal, none of them needless, in the order of the tree. */
interface AttackPath {
  steps: readonly string[];
  cost: Range;
  skill: Range;
  detectability: Range;
  standing: Standing;
  techniques: readonly string[];
  /** The zones it leaves, in order. */
  crossed: readonly string[];
}

interface Evaluation {
  figures: ReadonlyMap<string, Figures>;
  /** The ways to the goal: those that are open first, then the cheapest. */
  paths: readonly AttackPath[];
  /** Whether there are more ways than were followed. */
  cut: boolean;
}

const unknown: Range = { least: 0, most: null };
const sum = (one: Range, other: Range): Range => ({
  least: one.least + other.least,
  most: one.most === null || other.most === null ? null : one.most + other.most,
});
const larger = (one: Range, other: Range): Range => ({
  least: Math.max(one.least, other.least),
  most: one.most === null || other.most === null ? null : Math.max(one.most, other.most),
});
// Of two ways the attacker takes the lesser; it is at most what the known one takes, whatever the other turns out to take.
const lesser = (one: Range, other: Range): Range => ({
  least: Math.min(one.least, other.least),
  most: one.most === null ? other.most : other.most === null ? one.most : Math.min(one.most, other.most),
});

/**
 * Returns what an attack tree comes to: for each node the least cost, skill and noticeability, and whether working controls
 * close it; and the minimal sets of steps that reach the goal. A node below which there is something takes what that takes
 * (all: costs add up, the most demanding skill and the most noticeable step count; any: the least); an unknown figure stays
 * a range. Method: Schneier, "Attack Trees" (1999); minimal sets as of a fault tree (NUREG-0492), by expansion and absorption.
 */
export function evaluateTree(
  nodes: readonly AttackNode[],
  standingOf: (step: AttackNode) => Standing,
): Evaluation {
  const below = new Map<string | null, AttackNode[]>();
  for (const node of nodes) below.set(node.parentId, [...(below.get(node.parentId) ?? []), node]);
  const figures = new Map<string, Figures>();
  const steps = new Map<string, AttackNode>();
  let cut = false;
  const look = (node: AttackNode): string[][] => {
    const children = below.get(node.id) ?? [];
    if (children.length === 0) {
      figures.set(node.id, ownFigures(node, standingOf(node)));
      steps.set(node.id, node);
      return [[node.id]];
    }
    const sets = children.map(look);
    const known = children.map(({ id }) => figures.get(id) as Figures);
    figures.set(node.id, known.reduce(node.gate === "and" ? together : either));
    const joined = node.gate === "or" ? sets.flat() : product(sets);
    const minimal = absorbed(joined.slice(0, treeLimits.paths * 4));
    if (joined.length > treeLimits.paths * 4 || minimal.length > treeLimits.paths) cut = true;
    return minimal.slice(0, treeLimits.paths);
  };
  const [root] = below.get(null) ?? [];
  const order = new Map(nodes.map(({ id }, index) => [id, index]));
  const paths = root ? look(root).map((ids) => pathOf(ids, steps, figures, order)) : [];
  return { figures, paths: paths.sort(openAndCheapFirst), cut };
}

function ownFigures({ cost, skill, detectability }: AttackNode, standing: Standing): Figures {
  const exactly = (value: number | null): Range => (value === null ? unknown : { least: value, most: value });
  const ranked = (rank: string | null): Range =>
    rank === null ? { least: 1, most: null } : exactly(Number(rank));
  return { cost: exactly(cost), skill: ranked(skill), detectability: ranked(detectability), standing };
}

function together(one: Figures, other: Figures): Figures {
  const standings = [one.standing, other.standing];
  return {
    cost: sum(one.cost, other.cost),
    skill: larger(one.skill, other.skill),
    detectability: larger(one.detectability, other.detectability),
    standing: standings.includes("closed") ? "closed" : standings.includes("unknown") ? "unknown" : "open",
  };
}

function either(one: Figures, other: Figures): Figures {
  const standings = [one.standing, other.standing];
  return {
    cost: lesser(one.cost, other.cost),
    skill: lesser(one.skill, other.skill),
    detectability: lesser(one.detectability, other.detectability),
    standing: standings.includes("open") ? "open" : standings.includes("unknown") ? "unknown" : "closed",
  };
}

function product(sets: readonly string[][][]): string[][] {
  return sets.reduce<string[][]>(
    (ways, more) =>
      ways
        .flatMap((way) => more.map((one) => [...new Set([...way, ...one])]))
        .slice(0, treeLimits.paths * 4 + 1),
    [[]],
  );
}

// A way that holds all of another takes needless steps.
function absorbed(ways: readonly string[][]): string[][] {
  const kept: Set<string>[] = [];
  for (const way of ways.toSorted((a, b) => a.length - b.length)) {
    const steps = new Set(way);
    if (!kept.some((one) => one.isSubsetOf(steps))) kept.push(steps);
  }
  return kept.map((one) => [...one]);
}

function pathOf(
  ids: readonly string[],
  steps: ReadonlyMap<string, AttackNode>,
  figures: ReadonlyMap<string, Figures>,
  order: ReadonlyMap<string, number>,
): AttackPath {
  const inOrder = ids.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
  const nodes = inOrder.map((id) => steps.get(id) as AttackNode);
  const { cost, skill, detectability, standing } = inOrder
    .map((id) => figures.get(id) as Figures)
    .reduce(together);
  const named = (key: "technique" | "zoneId") => [
    ...new Set(nodes.flatMap((node) => (node[key] === null ? [] : [node[key]]))),
  ];
  return {
    steps: inOrder,
    ...{ cost, skill, detectability, standing },
    techniques: named("technique"),
    crossed: named("zoneId"),
  };
}

const rank: Record<Standing, number> = { open: 0, unknown: 1, closed: 2 };
function openAndCheapFirst(one: AttackPath, other: AttackPath): number {
  return (
    rank[one.standing] - rank[other.standing] ||
    one.cost.least - other.cost.least ||
    one.steps.length - other.steps.length
  );
}
