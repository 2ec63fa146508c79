import { layOut } from "@/lib/domain/threat-models/diagram/layout/rules";
import type { Drawing, Position } from "@/lib/domain/threat-models/edit/schema";
import { boxesOf, inside, positionOf } from "@/lib/domain/threat-models/edit/zones/rules";

/** Returns the drawing with everything where the automatic layout puts it: flows from left to right, zones apart. */
export function arranged(drawing: Drawing): Drawing {
  const { elements, zones } = layOut(drawing);
  const boxes = [
    ...elements.map(({ element, box }) => [element.id, box] as const),
    ...zones
      .filter(({ zone }) => inside(drawing, zone.id).length === 0)
      .map(({ zone, box }) => [zone.id, box] as const),
  ];
  const positions = boxes.map(([id, { x, y }]): [string, Position] => [
    id,
    { x: Math.round(x), y: Math.round(y) },
  ]);
  return { ...drawing, positions: Object.fromEntries(positions) };
}

/** Returns the drawing with a place for everything: as it was put, and below that what nobody has put anywhere yet. */
export function settled(drawing: Drawing): Drawing {
  const wanting = [...drawing.elements, ...drawing.zones].filter(
    ({ id }) => positionOf(drawing, id) === null && inside(drawing, id).length === 0,
  );
  if (wanting.length === 0) return drawing;
  const all = arranged(drawing);
  if (Object.keys(drawing.positions).length === 0) return all;
  const lacking = new Set(wanting.map(({ id }) => id));
  const there = boxesOf({
    ...drawing,
    elements: drawing.elements.filter(({ id }) => !lacking.has(id)),
    zones: drawing.zones.filter(({ id }) => !lacking.has(id)),
  });
  const below = Math.max(0, ...[...there.values()].map(({ y, height }) => y + height)) + 60;
  const added = wanting.map(({ id }): [string, Position] => {
    const { x, y } = positionOf(all, id) ?? { x: 0, y: 0 };
    return [id, { x, y: y + below }];
  });
  return { ...drawing, positions: { ...drawing.positions, ...Object.fromEntries(added) } };
}
