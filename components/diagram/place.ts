import { Graph, type GraphLabel, layout } from "@dagrejs/dagre";
import type { Diagram, DiagramEdge, DiagramNode } from "@/components/diagram/diagram";

/** The size of every node, in pixels; names that are longer are cut and told in full by the list beside. */
export const nodeSize = { width: 176, height: 52 } as const;

/** A point in pixels from the top left corner. */
export interface Point {
  x: number;
  y: number;
}

interface PlacedEdge extends DiagramEdge {
  id: string;
  /** Where it runs, from its start to its tip. */
  points: readonly Point[];
  /** The middle of its label. */
  at: Point;
}

export interface PlacedDiagram {
  nodes: (DiagramNode & Point)[];
  edges: PlacedEdge[];
  width: number;
  height: number;
}

type Sized = Partial<Point> & { width: number; height: number };
type Routed = Sized & { labelpos: "c"; points?: Point[] };

/**
 * Returns where each node goes and how each arrow runs: in columns from left to right, with room for the labels. The same
 * diagram always looks the same.
 */
export function place({ nodes, edges }: Diagram): PlacedDiagram {
  const graph = new Graph<GraphLabel, Sized, Routed>({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 14, edgesep: 10, ranksep: 20, marginx: 8, marginy: 8 });
  for (const { id } of nodes) graph.setNode(id, { ...nodeSize });
  const ends = ({ from, to, back }: DiagramEdge) => (back ? { v: to, w: from } : { v: from, w: to });
  for (const edge of edges) {
    const room: Routed = { width: edge.label.length * 5.6 + 10, height: 16, labelpos: "c" };
    graph.setEdge({ ...ends(edge), name: edge.label }, room);
  }
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    nodes: nodes.map((node) => {
      const { x = 0, y = 0 } = graph.node(node.id);
      return { ...node, x: Math.round(x - nodeSize.width / 2), y: Math.round(y - nodeSize.height / 2) };
    }),
    edges: edges.map((edge) => {
      const { points = [], x = 0, y = 0 } = graph.edge({ ...ends(edge), name: edge.label });
      const id = `${edge.from} ${edge.label} ${edge.to}`;
      return { ...edge, id, at: { x, y }, points: edge.back ? points.toReversed() : points };
    }),
    width,
    height,
  };
}

/** Returns the points as the path of a smooth line: straight at both ends, bent around each point between. */
export function smooth([first, ...rest]: readonly Point[]): string {
  const last = rest.at(-1);
  if (!first || !last) return "";
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    return `Q ${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return [`M ${first.x} ${first.y}`, ...bends, `L ${last.x} ${last.y}`].join(" ");
}
