import { Handle, type NodeProps, Position } from "@xyflow/react";
import type { ElementNode, ZoneNode } from "./canvas-parts";

const looks = {
  process: "rounded-xl border-[1.5px] border-info bg-info-soft",
  store: "border-good border-y-2 bg-good-soft",
  actor: "border-[1.5px] border-warn bg-warn-soft",
};
const inks = { process: "text-info", store: "text-good", actor: "text-warn" };
const handle =
  "!size-3 !rounded-full !border !border-control !bg-panel opacity-0 group-hover:opacity-100 group-aria-pressed:opacity-100";

/** An element in the shape of data flow diagrams, with its type and its name; a flow is drawn from the dot at its right. */
export function ElementShape({ data, selected }: NodeProps<ElementNode>) {
  const { name, kind, shape, outOfScope, asked } = data;
  const ring = asked
    ? "outline-2 outline-accent outline-dashed outline-offset-3"
    : selected
      ? "outline-2 outline-accent outline-offset-2"
      : "";
  return (
    <div
      className={`group flex h-full w-full flex-col-reverse items-center justify-center gap-0.5 px-2 text-center ${looks[shape]} ${outOfScope ? "border-dashed opacity-75" : ""} ${ring}`}
    >
      <Handle type="target" position={Position.Left} className={handle} />
      {/* The type stands above the name and is read after it, as in the name of the part. */}
      <p className="line-clamp-2 break-words font-semibold text-ink text-sm leading-tight">{name}</p>{" "}
      <p className={`line-clamp-2 text-2xs leading-tight ${inks[shape]}`}>{kind}</p>
      <Handle type="source" position={Position.Right} className={handle} />
    </div>
  );
}

/** A zone around what lies in it. */
export function ZoneShape({ data, selected }: NodeProps<ZoneNode>) {
  const { name, trust, depth } = data;
  return (
    <div
      className={`h-full w-full rounded-lg border border-control border-dashed ${depth % 2 === 0 ? "bg-sunken/60" : "bg-panel/70"} ${selected ? "outline-2 outline-accent" : ""}`}
    >
      <p className="truncate px-2.5 pt-1 font-semibold text-ink-soft text-xs">
        {name}
        {trust === null ? null : <span className="font-normal"> (trust {trust})</span>}
      </p>
    </div>
  );
}

/** Where a flow ends that hangs on nothing. */
export function LooseShape() {
  return (
    <div className="size-px">
      <Handle type="target" position={Position.Left} isConnectable={false} className="opacity-0" />
      <Handle type="source" position={Position.Right} isConnectable={false} className="opacity-0" />
    </div>
  );
}
