import type { Box, Position } from "@/lib/domain/threat-models/edit/schema";
import type { Element, Flow, Zone } from "@/lib/domain/threat-models/model";

/** A model with a place for everything in it, in pixels from the top left corner. */
export interface LaidOut {
  zones: { zone: Zone; box: Box; depth: number }[];
  elements: { element: Element; box: Box }[];
  /** Each flow from its start to its tip, and the middle of its label. */
  flows: { flow: Flow; points: Position[]; label: Position }[];
  width: number;
  height: number;
}

export type Unframed = Omit<LaidOut, "width" | "height">;

const margin = 24;

/** Returns the width that the label of a flow takes. */
export function labelWidth(name: string): number {
  return name.trim() === "" ? 10 : Math.min(name.length, mostLabel) * 6.2 + 14;
}

/** So many characters of a flow's name are drawn; all of them are in its title. */
export const mostLabel = 30;

/** Returns what is laid out moved so that everything is drawn within the margins, and how much room it takes. */
export function framed({ zones, elements, flows }: Unframed): LaidOut {
  const boxes = [...zones, ...elements].map(({ box }) => box);
  const labels = flows.map(({ flow, label }) => {
    const width = labelWidth(flow.name);
    return { x: label.x - width / 2, y: label.y - 10, width, height: 20 };
  });
  const points = flows.flatMap((flow) => flow.points.map((point) => ({ ...point, width: 0, height: 0 })));
  const [left, top, right, bottom] = edges([...boxes, ...labels, ...points]);
  const moved = <T extends Position>(one: T): T => ({
    ...one,
    x: Math.round((one.x - left + margin) * 10) / 10,
    y: Math.round((one.y - top + margin) * 10) / 10,
  });
  return {
    zones: zones.map((one) => ({ ...one, box: moved(one.box) })),
    elements: elements.map((one) => ({ ...one, box: moved(one.box) })),
    flows: flows.map((one) => ({ ...one, points: one.points.map(moved), label: moved(one.label) })),
    width: Math.ceil(right - left + 2 * margin),
    height: Math.ceil(bottom - top + 2 * margin),
  };
}

function edges(boxes: readonly Box[]): readonly [left: number, top: number, right: number, bottom: number] {
  let [left, top, right, bottom] = [0, 0, 200, 60];
  boxes.forEach(({ x, y, width, height }, at) => {
    left = at === 0 ? x : Math.min(left, x);
    top = at === 0 ? y : Math.min(top, y);
    right = at === 0 ? x + width : Math.max(right, x + width);
    bottom = at === 0 ? y + height : Math.max(bottom, y + height);
  });
  return [left, top, right, bottom];
}
