import { Graph, type GraphLabel, layout } from "@dagrejs/dagre";
import type { Diagram, DiagramEdge, DiagramNode } from "@/components/diagram/diagram";

/** The size of every node, in pixels; names that are longer are cut and told in full by the list beside. */
export const nodeSize = { width: 208, height: 56 } as const;

export interface PlacedDiagram {
  nodes: (DiagramNode & { x: number; y: number })[];
  edges: (DiagramEdge & { id: string })[];
  width: number;
  height: number;
}

/**
 * Returns where each node goes, in pixels from the top left corner: in columns from left to right, so that arrows point
 * to the right. The same diagram always looks the same.
 */
export function place({ nodes, edges }: Diagram): PlacedDiagram {
  const graph = new Graph<GraphLabel, { width: number; height: number; x?: number; y?: number }, object>({
    multigraph: true,
  });
  graph.setGraph({ rankdir: "LR", nodesep: 20, ranksep: 104, marginx: 8, marginy: 8 });
  for (const { id } of nodes) graph.setNode(id, { ...nodeSize });
  for (const { from, to, label } of edges) graph.setEdge(from, to, {}, label);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    nodes: nodes.map((node) => {
      const { x = 0, y = 0 } = graph.node(node.id);
      return {
        ...node,
        x: Math.round(x - nodeSize.width / 2),
        y: Math.round(y - nodeSize.height / 2),
      };
    }),
    edges: edges.map((edge) => ({ ...edge, id: `${edge.from} ${edge.label} ${edge.to}` })),
    width,
    height,
  };
}
