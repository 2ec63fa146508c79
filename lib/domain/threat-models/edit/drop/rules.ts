import { move, putInto } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing, Position } from "@/lib/domain/threat-models/edit/schema";
import { boxesOf, elementSize, homeOf, inside, zoneAt } from "@/lib/domain/threat-models/edit/zones/rules";

/**
 * Returns the drawing after parts were put down so many pixels away: what was put down over another zone, or outside of its
 * own, lies there now. Zones count as they were drawn before.
 */
export function dropped(drawing: Drawing, ids: readonly string[], by: Position): Drawing {
  const boxes = boxesOf(drawing);
  const within = new Set(ids.flatMap((id) => inside(drawing, id)));
  const carried = new Set([...ids, ...within]);
  const moved = move(drawing, ids, by);
  if (moved === drawing) return drawing;
  return ids
    .filter((id) => !within.has(id))
    .reduce((now, id) => {
      const box = boxes.get(id);
      if (!box) return now;
      const middle = { x: box.x + box.width / 2 + by.x, y: box.y + box.height / 2 + by.y };
      const over = zoneAt(drawing, boxes, middle, carried);
      return over === lyingIn(drawing, id) ? now : putInto(now, [id], over);
    }, moved);
}

function lyingIn({ elements, zones }: Drawing, id: string): string | null {
  const element = elements.find((one) => one.id === id);
  return element ? homeOf(element) : (zones.find((one) => one.id === id)?.parent ?? null);
}

const gap = 20;

// The first place at a point or below it where an element covers no other.
function roomAt(drawing: Drawing, { x, y }: Position): Position {
  const boxes = boxesOf(drawing);
  const taken = drawing.elements.flatMap(({ id }) => boxes.get(id) ?? []);
  const { width, height } = elementSize;
  const covered = (top: number) =>
    taken.find(
      (box) =>
        x < box.x + box.width + gap &&
        box.x < x + width + gap &&
        top < box.y + box.height + gap &&
        box.y < top + height + gap,
    );
  let top = y;
  for (let box = covered(top); box; box = covered(top)) top = box.y + box.height + gap;
  return { x: Math.round(x), y: Math.round(top) };
}

/**
 * Returns where the next element goes and the zone it goes into, by what is chosen: into a zone, else beside an element and
 * where that lies, else at the point given.
 */
export function placeFor(
  drawing: Drawing,
  chosen: string | null,
  otherwise: Position,
): { at: Position; zoneId: string | null } {
  const boxes = boxesOf(drawing);
  const element = drawing.elements.find(({ id }) => id === chosen);
  const box = boxes.get(chosen ?? "");
  if (element && box)
    return { at: roomAt(drawing, { x: box.x + box.width + 60, y: box.y }), zoneId: homeOf(element) };
  const zone = drawing.zones.find(({ id }) => id === chosen);
  if (!zone || !box) return { at: roomAt(drawing, otherwise), zoneId: null };
  const full = inside(drawing, zone.id).length > 0;
  const at = full ? { x: box.x + box.width - 20 + 40, y: box.y + 46 } : { x: box.x + 20, y: box.y + 46 };
  return { at: roomAt(drawing, at), zoneId: zone.id };
}
