import { BaseEdge, type EdgeProps, type InternalNode, useInternalNode } from "@xyflow/react";
import { pathOf, routeOf } from "@/lib/domain/threat-models/edit/routes/rules";
import type { Box } from "@/lib/domain/threat-models/edit/schema";
import type { CanvasNode, FlowEdge } from "./canvas-parts";

/** A flow from the edge of one element to the edge of the other, wherever these are just now. */
export function FlowLine({
  source,
  target,
  data,
  selected,
  label,
  markerStart,
  markerEnd,
}: EdgeProps<FlowEdge>) {
  const from = useInternalNode<CanvasNode>(source);
  const to = useInternalNode<CanvasNode>(target);
  if (!from || !to) return null;
  const start = boxOf(from);
  const route = routeOf(start, source === target ? start : boxOf(to), data?.lane ?? 0);
  if (!route) return null;
  return (
    <BaseEdge
      path={pathOf(route.points)}
      {...(markerStart ? { markerStart } : {})}
      {...(markerEnd ? { markerEnd } : {})}
      style={{
        stroke: selected ? "var(--accent)" : "var(--control)",
        strokeWidth: selected ? 2.5 : 1.4,
        ...(data?.outOfScope ? { strokeDasharray: "4 3" } : {}),
      }}
      interactionWidth={18}
      {...(label ? { label } : {})}
      labelX={route.label.x}
      labelY={route.label.y}
      labelStyle={{ fill: "var(--ink)", fontSize: 11 }}
      labelBgStyle={{ fill: "var(--panel)", fillOpacity: 0.92 }}
      labelBgPadding={[4, 2]}
      labelBgBorderRadius={3}
    />
  );
}

function boxOf({ internals, measured, width, height }: InternalNode<CanvasNode>): Box {
  const { x, y } = internals.positionAbsolute;
  return { x, y, width: width ?? measured.width ?? 0, height: height ?? measured.height ?? 0 };
}
