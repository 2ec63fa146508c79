import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import Link from "next/link";
import type { DiagramNode } from "@/components/diagram/diagram";
import { nodeSize } from "@/components/diagram/place";
import { NavIcon } from "@/components/layout/nav-icon";

export type DrawnNode = Node<DiagramNode & Record<string, unknown>, "thing">;

/** A node as it is drawn: its kind as icon and word, its name, and a dashed edge where facts are missing. */
export function ThingNode({ data: { word, icon, label, href, gap } }: NodeProps<DrawnNode>) {
  const look = `flex h-full w-full flex-col justify-center gap-0.5 rounded-lg border bg-panel px-2.5 text-left text-ink ${gap ? "border-control border-dashed" : "border-line-strong"} ${href ? "hover:bg-hover" : "bg-sunken font-semibold"}`;
  const words = (
    <>
      <span className="flex items-center gap-1.5 text-ink-soft text-xs">
        <NavIcon name={icon} />
        <span className="truncate">{word}</span>
        {gap ? <span className="ml-auto whitespace-nowrap">{gap}</span> : null}
      </span>
      <span className="truncate font-medium text-sm" title={label}>
        {label}
      </span>
    </>
  );
  return (
    <div style={nodeSize}>
      <Handle type="target" position={Position.Left} isConnectable={false} className="opacity-0" />
      {href ? (
        <Link href={href} prefetch={false} tabIndex={-1} className={`pointer-events-auto ${look}`}>
          {words}
        </Link>
      ) : (
        <div className={look}>{words}</div>
      )}
      <Handle type="source" position={Position.Right} isConnectable={false} className="opacity-0" />
    </div>
  );
}
