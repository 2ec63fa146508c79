import "server-only";
import type { FactValue } from "@/lib/domain/threat-models/evaluate";
import type { Graph } from "@/lib/domain/threat-models/paths/graph";
import type { Plays, Role } from "@/lib/domain/threat-models/paths/roles";
import { type Reached, reach, shown, type Way } from "@/lib/domain/threat-models/paths/search";
import { inOrder, type Resolved, type ResolvedFlow } from "@/lib/domain/threat-models/resolve";

// People and outside sources end a path: what they are told, they do not pass on. Reviewers do.
const ends = ["end_user", "admin_ops", "external_data_source"];

/** What path rules search in. */
export interface Terrain {
  graph: Graph;
  plays: (role: Role, node: number) => Plays;
  flows: readonly ResolvedFlow[];
  elements: Resolved["elements"];
}

/** A path that a rule found, or would find once something is answered. */
export interface PathFinding {
  ruleId: string;
  /** The element it ends at or hangs on; with the rule it is what the finding is known by. */
  elementId: string;
  ways: readonly Way[];
  status: "open" | "needs_answer";
  fired: readonly FactValue[];
  unknown: readonly FactValue[];
}

/** What is surely so, and what may be once everything unknown is answered for the worst. */
export interface Both<T> {
  sure: T;
  perhaps: T;
}

/** Returns the numbers of elements of some types. */
export function ofTypes({ types }: Graph, ...wanted: readonly string[]): number[] {
  return types.flatMap((type, node) => (type !== null && wanted.includes(type) ? [node] : []));
}

/** Returns the elements that surely play a role, and those that perhaps do. */
export function players({ graph, plays }: Terrain, role: Role): Both<number[]> {
  const all = graph.ids.map((_, node) => ({ node, holds: plays(role, node).holds }));
  const nodes = (wanted: (holds: boolean | null) => boolean) =>
    all.filter(({ holds }) => wanted(holds)).map(({ node }) => node);
  return { sure: nodes((holds) => holds === true), perhaps: nodes((holds) => holds !== false) };
}

/** Where paths of one kind begin, surely or perhaps, and the facts that make it so. */
interface Sources extends Both<number[]> {
  /** Those of the sure ones that lie outside, with which a path is told best. */
  outside: number[];
  because(node: number, certain: boolean): Plays;
}

/** Returns the elements that play a role, and those at which a flow arrives that carries such content for certain. */
export function sourcesOf(terrain: Terrain, role: Role, fact: string): Sources {
  const { graph, plays, flows } = terrain;
  const index = new Map(graph.ids.map((id, node) => [id, node]));
  const arriving = new Map<number, FactValue>();
  for (const { id, to, values } of flows) {
    const node = index.get(to ?? "");
    if (values[fact] === true && node !== undefined && !arriving.has(node))
      arriving.set(node, { fact: `flow.${fact}`, on: id, value: true });
  }
  const { sure, perhaps } = players(terrain, role);
  return {
    outside: sure.filter((node) => ends.includes(graph.types[node] ?? "")),
    sure: [...sure, ...arriving.keys()],
    perhaps: [...perhaps, ...arriving.keys()],
    because: (node, certain) => {
      const own = plays(role, node);
      const flow = arriving.get(node);
      return certain && own.holds !== true ? { holds: true, fired: flow ? [flow] : [], unknown: [] } : own;
    },
  };
}

/** Returns the sources of untrusted input. */
export function untrustedSources(terrain: Terrain): Sources {
  return sourcesOf(terrain, "untrusted", "carries_untrusted_content");
}

/** A search, and whether all it begins at is certain. */
export interface Search {
  search: Reached;
  certain: boolean;
}

/** Returns the searches from some elements, the one that tells most first: from outside, from all sure ones, from all. */
export function searchesFrom(
  { graph }: Terrain,
  steps: Graph["data"],
  { outside = [], sure, perhaps }: Both<readonly number[]> & { outside?: readonly number[] },
  through = relays(graph),
): Search[] {
  const search = (from: readonly number[]) => reach(graph, steps, from, { through });
  return [
    { search: search(outside), certain: true },
    { search: search(sure), certain: true },
    { search: search(perhaps), certain: false },
  ];
}

/** Returns the first search that reaches a node; undefined where none does. */
export function reaching(searches: readonly Search[], node: number): Search | undefined {
  return searches.find(({ search }) => search.has(node));
}

/** Returns whether a way may lead on through an element. */
export function relays({ types }: Graph): (node: number) => boolean {
  return (node) => !ends.includes(types[node] ?? "");
}

/** Returns a finding: open where nothing it rests on is unknown, else in need of answers. */
export function found(
  ruleId: string,
  elementId: string,
  ways: readonly Way[],
  ...because: readonly Plays[]
): PathFinding {
  const unknown = inOrder(because.flatMap((one) => (one.holds === true ? [] : one.unknown)));
  return {
    ruleId,
    elementId,
    ways: ways.map(shown),
    status: unknown.length > 0 ? "needs_answer" : "open",
    fired: inOrder(because.flatMap(({ fired }) => fired)),
    unknown,
  };
}
