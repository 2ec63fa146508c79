"use client";
import "@xyflow/react/dist/base.css";
import { type Edge, MarkerType, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { useMemo } from "react";
import type { Diagram } from "@/components/diagram/diagram";
import { type DrawnNode, ThingNode } from "@/components/diagram/diagram-node";
import { place } from "@/components/diagram/place";
import { IconButton } from "@/components/ui/icon-button";

const nodeTypes = { thing: ThingNode };
const view = { padding: 0.06, maxZoom: 1, minZoom: 0.3 };
const arrow = { type: MarkerType.ArrowClosed, width: 16, height: 16, color: "var(--line-strong)" };

/** A diagram to look at: it is moved with the pointer, and nothing in it moves by itself. */
export default function DiagramCanvas({ diagram }: { diagram: Diagram }) {
  const { nodes, edges, height } = useMemo(() => drawn(diagram), [diagram]);
  return (
    <ReactFlowProvider>
      <div className="relative" style={{ height: Math.min(Math.max(height, 160), 520) }}>
        {/* Said in full by the list beside it, which is what the keyboard and screen readers get. */}
        <div aria-hidden="true" className="h-full">
          <ReactFlow
            nodes={nodes}
            edges={edges}
            nodeTypes={nodeTypes}
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
        <Zoom />
      </div>
    </ReactFlowProvider>
  );
}

function Zoom() {
  const flow = useReactFlow();
  return (
    <div className="absolute right-2 bottom-2 flex gap-1 rounded-lg border border-line bg-panel p-0.5">
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

function drawn(diagram: Diagram): { nodes: DrawnNode[]; edges: Edge[]; height: number } {
  const { nodes, edges, height } = place(diagram);
  return {
    height,
    nodes: nodes.map(({ x, y, ...data }) => ({
      id: data.id,
      type: "thing",
      position: { x, y },
      data: { ...data },
    })),
    edges: edges.map(({ id, from, to, label }) => ({
      id,
      source: from,
      target: to,
      label: label.toLowerCase(),
      markerEnd: arrow,
      style: { stroke: "var(--line-strong)" },
      labelStyle: { fill: "var(--ink-soft)", fontSize: 11 },
      labelBgStyle: { fill: "var(--panel)" },
      labelBgPadding: [4, 2],
    })),
  };
}
