import "server-only";
import type { DragonCell } from "@/lib/domain/threat-models/formats/threat-dragon/shape";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Returns the zones around each zone and element of a diagram, the innermost first: who lies within which box. */
export function zonesAround(
  boxes: readonly DragonCell[],
  elements: readonly DragonCell[],
): Map<DragonCell, DragonCell[]> {
  const drawn = boxes.flatMap((cell) => {
    const box = boxOf(cell);
    return box ? [{ cell, box }] : [];
  });
  drawn.sort((one, other) => area(one.box) - area(other.box));
  const around = new Map<DragonCell, DragonCell[]>();
  for (const cell of elements) {
    const box = boxOf(cell);
    const named = boxes.filter(({ data }) => data?.containedElements?.includes(cell.id));
    const within = box ? drawn.filter((one) => holdsMiddle(one.box, box)).map((one) => one.cell) : named;
    around.set(cell, within);
  }
  drawn.forEach(({ cell, box }, at) => {
    const larger = drawn.slice(at + 1).filter((one) => area(one.box) > area(box) && holds(one.box, box));
    around.set(
      cell,
      larger.map((one) => one.cell),
    );
  });
  return around;
}

function boxOf({ position, size }: DragonCell): Box | undefined {
  return position && size
    ? { x: position.x, y: position.y, width: size.width, height: size.height }
    : undefined;
}

function area({ width, height }: Box): number {
  return width * height;
}

function holds(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

// An element that sticks out over the edge of a box lies in the box that has its middle.
function holdsMiddle(outer: Box, { x, y, width, height }: Box): boolean {
  return holds(outer, { x: x + width / 2, y: y + height / 2, width: 0, height: 0 });
}
