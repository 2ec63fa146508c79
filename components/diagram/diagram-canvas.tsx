"use client";
import "@xyflow/react/dist/base.css";
import { MarkerType, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { useMemo } from "react";
import type { Diagram } from "@/components/diagram/diagram";
import { ArrowEdge, type DrawnEdge } from "@/components/diagram/diagram-edge";
import { type DrawnNode, ThingNode } from "@/components/diagram/diagram-node";
import { type PlacedDiagram, place } from "@/components/diagram/place";
import { IconButton } from "@/components/ui/icon-button";

const nodeTypes = { thing: ThingNode };
const edgeTypes = { arrow: ArrowEdge };
const view = { padding: 0.01, maxZoom: 1, minZoom: 0.3 };
const arrow = { type: MarkerType.ArrowClosed, width: 16, height: 16, color: "var(--control)" };

/** A diagram to look at: it is moved with the pointer, and nothing in it moves by itself. */
export default function DiagramCanvas({ diagram }: { diagram: Diagram }) {
  const placed = useMemo(() => place(diagram), [diagram]);
  const { nodes, edges } = useMemo(() => drawn(placed), [placed]);
  const { width, height } = placed;
  return (
    <ReactFlowProvider>
      <div
        className="relative w-full min-w-0 max-w-full overflow-hidden"
        style={{ aspectRatio: `${width} / ${height}`, maxHeight: height, minHeight: 140 }}
      >
        {/* Said in full by the list beside it, which is what the keyboard and screen readers get. */}
        <div aria-hidden="true" className="h-full">
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
            edgeTypes={edgeTypes}
            fitView
            fitViewOptions={view}
            minZoom={0.2}
            maxZoom={1.5}
            nodesDraggable={false}
            nodesConnectable={false}
            nodesFocusable={false}
            edgesFocusable={false}
            elementsSelectable={false}
            zoomOnScroll={false}
            zoomOnDoubleClick={false}
            preventScrolling={false}
            disableKeyboardA11y
            proOptions={{ hideAttribution: true }}
          />
        </div>
      </div>
      <Zoom />
    </ReactFlowProvider>
  );
}

function Zoom() {
  const flow = useReactFlow();
  return (
    <div className="flex justify-end gap-1 px-2 pb-1">
      <IconButton label="Zoom out" size="sm" onClick={() => flow.zoomOut()}>
        <ZoomOut aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label="Zoom in" size="sm" onClick={() => flow.zoomIn()}>
        <ZoomIn aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label="Show all" size="sm" onClick={() => flow.fitView(view)}>
        <Maximize aria-hidden="true" className="size-4" />
      </IconButton>
    </div>
  );
}

function drawn({ nodes, edges }: PlacedDiagram): { nodes: DrawnNode[]; edges: DrawnEdge[] } {
  return {
    nodes: nodes.map(({ x, y, ...data }) => ({
      id: data.id,
      type: "thing",
      position: { x, y },
      data: { ...data },
    })),
    edges: edges.map(({ id, from, to, label, points, at }) => ({
      id,
      type: "arrow",
      source: from,
      target: to,
      markerEnd: arrow,
      data: { points, at, label: label.toLowerCase() },
    })),
  };
}
