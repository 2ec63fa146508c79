import { partOf } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing, Position } from "@/lib/domain/threat-models/edit/schema";
import { boxesOf, chain, homeOf, inside } from "@/lib/domain/threat-models/edit/zones/rules";
import type { Element, Flow, Zone } from "@/lib/domain/threat-models/model";

/** Parts taken from a drawing, to be put into it again or into another. */
export interface Copied {
  elements: readonly Element[];
  flows: readonly Flow[];
  zones: readonly Zone[];
  positions: readonly (readonly [id: string, at: Position])[];
}

/** Returns parts to be pasted: zones with everything in them, and the flows between what is copied. */
export function copied(drawing: Drawing, ids: readonly string[]): Copied {
  const taken = new Set(ids.flatMap((id) => [id, ...inside(drawing, id)]));
  const elements = drawing.elements.filter(({ id }) => taken.has(id));
  const ends = new Set(elements.map(({ id }) => id));
  const held = (end: string | null) => end !== null && ends.has(end);
  const flows = drawing.flows.filter(({ from, to }) => held(from) && held(to));
  const zones = drawing.zones.filter(({ id }) => taken.has(id));
  const boxes = boxesOf(drawing);
  const positions = [...elements, ...zones].map(({ id }) => {
    const { x, y } = boxes.get(id) ?? { x: 0, y: 0 };
    return [id, { x, y }] as const;
  });
  return { elements, flows, zones, positions };
}

/** How far from the original a copy is put, in pixels. */
const aside = 40;

/**
 * Returns the drawing with copied parts under new ids, moved a little, and the ids of what is new. What lay in a zone that
 * was not copied lies in it again, as long as it is there; what a file had to say of the original stays with the original.
 */
export function pasted(
  drawing: Drawing,
  { elements, flows, zones, positions }: Copied,
  newId: () => string,
): { drawing: Drawing; ids: string[] } {
  const used = new Set([...drawing.elements, ...drawing.flows, ...drawing.zones].map(({ id }) => id));
  const names = new Map<string, string>();
  for (const { id } of [...zones, ...elements, ...flows]) names.set(id, freeId(used, newId));
  const again = (id: string) => names.get(id) ?? id;
  const home = (id: string | null) => {
    if (id === null) return null;
    return names.get(id) ?? (partOf(drawing, id)?.kind === "zone" ? id : null);
  };
  const newZones = zones.map((zone) => ({
    ...zone,
    id: again(zone.id),
    parent: home(zone.parent),
    kept: {},
  }));
  const allZones = [...drawing.zones, ...newZones];
  const newElements = elements.map((element) => {
    const at = home(homeOf(element));
    return { ...element, id: again(element.id), zoneIds: at === null ? [] : chain(allZones, at), kept: {} };
  });
  const newFlows = flows.map((flow) => {
    const [from, to] = [flow.from, flow.to].map((end) => (end === null ? null : again(end)));
    return { ...flow, id: again(flow.id), from: from ?? null, to: to ?? null, kept: {} };
  });
  const moved = positions.map(([id, { x, y }]) => [again(id), { x: x + aside, y: y + aside }] as const);
  return {
    drawing: {
      ...drawing,
      zones: allZones,
      elements: [...drawing.elements, ...newElements],
      flows: [...drawing.flows, ...newFlows],
      positions: { ...drawing.positions, ...Object.fromEntries(moved) },
    },
    ids: [...newZones, ...newElements].map(({ id }) => id),
  };
}

// An id that no part has yet, which then counts as used.
function freeId(used: Set<string>, newId: () => string): string {
  let id = newId();
  while (used.has(id)) id = newId();
  used.add(id);
  return id;
}
