import type { Box, Drawing, Position } from "@/lib/domain/threat-models/edit/schema";
import type { Element, Zone } from "@/lib/domain/threat-models/model";

/** Every element is drawn in this size: room for three lines of a name with its type above. */
export const elementSize = { width: 176, height: 76 } as const;
/** A zone with nothing in it is drawn in this size. */
const emptyZone = { width: 176, height: 90 } as const;
/** Room around what lies in a zone. */
const padding = 20;
/** Room for the name of a zone above what lies in it. */
const heading = 26;

/** Returns the zone that an element lies in first of all; null where it lies in none. */
export function homeOf({ zoneIds }: Element): string | null {
  return zoneIds[0] ?? null;
}

/** Returns where a part was put; null where nobody has put it anywhere yet. */
export function positionOf({ positions }: Drawing, id: string): Position | null {
  return Object.hasOwn(positions, id) ? (positions[id] ?? null) : null;
}

/** Returns the ids of the zones and elements that lie in a zone, however deep; none for anything else. */
export function inside({ zones, elements }: Drawing, id: string): string[] {
  const found = new Set<string>();
  const open = [id];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const zone of zones)
      if (zone.parent === at && zone.id !== id && !found.has(zone.id)) {
        found.add(zone.id);
        open.push(zone.id);
      }
  const homes = new Set([id, ...found]);
  const here = elements.filter((one) => homes.has(homeOf(one) ?? ""));
  return [...found, ...here.map((one) => one.id)];
}

/**
 * Returns what each element and zone covers: an element where it was put, a zone around all that lies in it. What nobody has
 * put anywhere is at the top left.
 */
export function boxesOf(drawing: Drawing): Map<string, Box> {
  const boxes = new Map<string, Box>();
  const within = new Map<string, Box[]>();
  const put = (home: string | null, box: Box) => {
    if (home === null) return;
    const boxesThere = within.get(home);
    if (boxesThere) boxesThere.push(box);
    else within.set(home, [box]);
  };
  const at = (id: string) => positionOf(drawing, id) ?? { x: 0, y: 0 };
  for (const element of drawing.elements) {
    const box = { ...at(element.id), ...elementSize };
    boxes.set(element.id, box);
    put(homeOf(element), box);
  }
  for (const { id, parent } of innermostFirst(drawing)) {
    const box = around(within.get(id) ?? []) ?? { ...at(id), ...emptyZone };
    boxes.set(id, box);
    put(parent, box);
  }
  return boxes;
}

function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map(({ x }) => x)) - padding;
  const top = Math.min(...boxes.map(({ y }) => y)) - padding - heading;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + padding;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + padding;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function innermostFirst({ zones }: Drawing): Drawing["zones"] {
  const depths = new Map(zones.map((zone) => [zone.id, depthOf(zone, zones)]));
  return zones.toSorted((a, b) => (depths.get(b.id) ?? 0) - (depths.get(a.id) ?? 0));
}

/** Returns how many zones lie around a zone. */
export function depthOf({ parent }: Zone, zones: readonly Zone[]): number {
  return parent === null ? 0 : chain(zones, parent).length;
}

/** Returns the innermost zone whose box holds a point, among those not left out; null where it is in none. */
export function zoneAt(
  { zones }: Drawing,
  boxes: ReadonlyMap<string, Box>,
  { x, y }: Position,
  leftOut: ReadonlySet<string>,
): string | null {
  const area = (id: string) => {
    const { width, height } = boxes.get(id) ?? { width: 0, height: 0 };
    return width * height;
  };
  const holding = zones.filter(({ id }) => {
    const box = boxes.get(id);
    return (
      box && !leftOut.has(id) && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
    );
  });
  return holding.toSorted((a, b) => area(a.id) - area(b.id))[0]?.id ?? null;
}

/** Returns a zone and those around it, the innermost first; none where the id is of no zone. */
export function chain(zones: readonly Zone[], id: string): string[] {
  const found: string[] = [];
  for (let at: string | null = id; at !== null && !found.includes(at); ) {
    const zone = zones.find((one) => one.id === at);
    if (!zone) break;
    found.push(zone.id);
    at = zone.parent;
  }
  return found;
}
