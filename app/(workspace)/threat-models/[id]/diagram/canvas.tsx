"use client";
import "@xyflow/react/dist/base.css";
import {
  applyNodeChanges,
  type Connection,
  ConnectionMode,
  type EdgeChange,
  type NodeChange,
  ReactFlow,
} from "@xyflow/react";
import { type KeyboardEventHandler, useCallback, useEffect, useMemo, useState } from "react";
import type { Drawing, Position } from "@/lib/domain/threat-models/edit/schema";
import { boxesOf } from "@/lib/domain/threat-models/edit/zones/rules";
import { type CanvasNode, edgesOf, type FlowEdge, nodesOf, reusing, type Shown } from "./canvas-parts";
import { FlowLine } from "./flow-line";
import { ElementShape, LooseShape, ZoneShape } from "./part-nodes";
import type { Stencil } from "./stencil";

const nodeTypes = { element: ElementShape, zone: ZoneShape, loose: LooseShape };
const edgeTypes = { flow: FlowLine };
/** How the whole drawing is fitted into the canvas. */
export const fitting = { padding: 0.06, maxZoom: 1, minZoom: 0.1 };
const several = ["Shift", "Meta", "Control"];

interface CanvasProps {
  drawing: Drawing;
  shown: Shown;
  stencils: ReadonlyMap<string, Stencil>;
  editable: boolean;
  onChoose: (ids: string[]) => void;
  /** Parts were put down elsewhere with the pointer. */
  onDrop: (ids: string[], by: Position) => void;
  onConnect: (from: string, to: string) => void;
  onKeyDown: KeyboardEventHandler;
}

/** The drawing itself: parts are chosen, moved and connected with the pointer, and all of it with the keys of the editor. */
export function Canvas({ drawing, shown, stencils, editable, ...on }: CanvasProps) {
  const { onChoose, onDrop } = on;
  const wanted = useMemo(() => nodesOf(drawing, shown, stencils), [drawing, shown, stencils]);
  const [nodes, setNodes] = useState<CanvasNode[]>(wanted);
  useEffect(() => setNodes((before) => reusing(before, wanted)), [wanted]);
  const [edges, setEdges] = useState<FlowEdge[]>([]);
  useEffect(
    () => setEdges((before) => reusing(before, edgesOf(drawing, shown, stencils))),
    [drawing, shown, stencils],
  );
  const choose = useCallback(
    (changes: readonly { type: string }[]) => {
      const picked = changes.flatMap((one) =>
        one.type === "select" ? [one as unknown as { id: string; selected: boolean }] : [],
      );
      if (picked.length === 0) return;
      const next = new Set(shown.chosen);
      for (const { id, selected } of picked) selected ? next.add(id) : next.delete(id);
      onChoose([...next]);
    },
    [shown, onChoose],
  );
  const changeNodes = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      const drawn = changes.filter(({ type }) => type === "position" || type === "dimensions");
      if (drawn.length > 0) setNodes((before) => applyNodeChanges(drawn, before));
      choose(changes);
    },
    [choose],
  );
  const changeEdges = useCallback((changes: EdgeChange<FlowEdge>[]) => choose(changes), [choose]);
  const drop = useCallback(
    (_event: unknown, held: CanvasNode, all: CanvasNode[]) => {
      const node = all.find(({ id }) => id === held.id) ?? held;
      const { x, y } = positionNow(node, drawing);
      const ids = all.map(({ id }) => id);
      onDrop(ids, { x: Math.round(x), y: Math.round(y) });
    },
    [drawing, onDrop],
  );
  return (
    <div
      data-canvas=""
      role="application"
      aria-label="Diagram"
      tabIndex={shown.current === null ? 0 : -1}
      onKeyDown={on.onKeyDown}
      className="focus-inset h-full w-full"
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={changeNodes}
        onEdgesChange={changeEdges}
        onNodeDragStop={drop}
        onConnect={({ source, target }: Connection) => on.onConnect(source, target)}
        onPaneClick={() => onChoose([])}
        connectionMode={ConnectionMode.Loose}
        connectionRadius={60}
        nodesDraggable={editable}
        nodesConnectable={editable}
        nodesFocusable={false}
        edgesFocusable={false}
        multiSelectionKeyCode={several}
        selectionKeyCode="Shift"
        deleteKeyCode={null}
        disableKeyboardA11y
        elevateNodesOnSelect={false}
        fitView
        fitViewOptions={fitting}
        minZoom={0.1}
        maxZoom={2}
        zoomOnDoubleClick={false}
        proOptions={{ hideAttribution: true }}
      />
    </div>
  );
}

// How far a node was moved from where the drawing has it.
function positionNow({ id, position, parentId }: CanvasNode, drawing: Drawing): Position {
  const boxes = boxesOf(drawing);
  const [box, around] = [boxes.get(id), boxes.get(parentId ?? "")];
  if (!box) return { x: 0, y: 0 };
  return { x: position.x + (around?.x ?? 0) - box.x, y: position.y + (around?.y ?? 0) - box.y };
}
