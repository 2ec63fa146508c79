import { BaseEdge, type Edge, type EdgeProps } from "@xyflow/react";
import { type Point, smooth } from "@/components/diagram/place";

export type DrawnEdge = Edge<{ points: readonly Point[]; at: Point; label: string }, "arrow">;

/** An arrow along the way that was laid out for it, with its label in the room that was kept. */
export function ArrowEdge({ data, markerEnd }: EdgeProps<DrawnEdge>) {
  if (!data) return null;
  return (
    <BaseEdge
      path={smooth(data.points)}
      {...(markerEnd ? { markerEnd } : {})}
      style={{ stroke: "var(--control)" }}
      label={data.label}
      labelX={data.at.x}
      labelY={data.at.y}
      labelStyle={{ fill: "var(--ink-soft)", fontSize: 11 }}
      labelBgStyle={{ fill: "var(--panel)" }}
      labelBgPadding={[3, 1]}
    />
  );
}
