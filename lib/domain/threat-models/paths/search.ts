import "server-only";
import type { Graph, Step } from "@/lib/domain/threat-models/paths/graph";

/** A way through the graph: the elements it passes and the flows it goes by; of more than 40 elements both ends alone. */
export interface Way {
  elements: readonly string[];
  flows: readonly string[];
}

/** What can be reached from some elements, and how. */
export interface Reached {
  has(node: number): boolean;
  /** The element that the shortest way to a node begins at. */
  originOf(node: number): number;
  /** The numbers of the nodes on the shortest way to a node, both ends included. */
  nodesTo(node: number): number[];
  wayTo(node: number): Way;
}

const longestShown = 40;

interface Limits {
  /** Whether a way may go on through a node that it reached; where it starts it always may. */
  through(node: number): boolean;
  /** Whether a way may take this step. */
  step?(from: number, to: number): boolean;
}

/** Returns what can be reached from any of the starts, each by a shortest way: every node and step is looked at once. */
export function reach(
  { ids }: Pick<Graph, "ids">,
  steps: readonly (readonly Step[])[],
  starts: readonly number[],
  { through, step = () => true }: Limits,
): Reached {
  const before = new Int32Array(ids.length).fill(-2);
  const origin = new Int32Array(ids.length).fill(-1);
  const length = new Int32Array(ids.length);
  const by = new Array<string | null>(ids.length).fill(null);
  const queue = [...new Set(starts)].sort((a, b) => a - b);
  for (const start of queue) {
    before[start] = -1;
    origin[start] = start;
  }
  for (const node of queue) {
    if (before[node] !== -1 && !through(node)) continue;
    for (const { to, flow } of steps[node] ?? [])
      if (before[to] === -2 && step(node, to)) {
        before[to] = node;
        origin[to] = origin[node] ?? node;
        length[to] = (length[node] ?? 0) + 1;
        by[to] = flow;
        queue.push(to);
      }
  }
  // From the end to the beginning; of a long way the middle is passed over without a note.
  const backFrom = (node: number, shown: number) => {
    const nodes: number[] = [];
    const steps = length[node] ?? 0;
    for (let [at, i] = [node, 0]; at >= 0; [at, i] = [before[at] ?? -1, i + 1])
      if (i < shown / 2 || steps - i < shown / 2) nodes.push(at);
    return nodes.reverse();
  };
  return {
    has: (node) => before[node] !== -2,
    originOf: (node) => origin[node] ?? node,
    nodesTo: (node) => backFrom(node, Number.POSITIVE_INFINITY),
    wayTo: (node) => {
      const nodes = backFrom(node, longestShown);
      return {
        elements: nodes.map((one) => ids[one] ?? ""),
        flows: nodes.slice(1).flatMap((one) => by[one] ?? []),
      };
    },
  };
}

/** Returns a way of which, where it is longer than anybody reads, both ends are left. */
export function shown({ elements, flows }: Way): Way {
  if (elements.length <= longestShown) return { elements, flows };
  const half = longestShown / 2;
  return {
    elements: [...elements.slice(0, half), ...elements.slice(-half)],
    flows: [...flows.slice(0, half), ...flows.slice(-half)],
  };
}

/** Returns a way that was searched against its direction, the right way round. */
export function turned({ elements, flows }: Way): Way {
  return { elements: [...elements].reverse(), flows: [...flows].reverse() };
}

/** Returns two ways as one, where the second begins at the end of the first. */
export function joined(first: Way, second: Way): Way {
  return {
    elements: [...first.elements, ...second.elements.slice(1)],
    flows: [...first.flows, ...second.flows],
  };
}
