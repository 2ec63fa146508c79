import type { Drawing, Part, Position } from "@/lib/domain/threat-models/edit/schema";
import { boxesOf, chain, homeOf, inside, positionOf } from "@/lib/domain/threat-models/edit/zones/rules";
import type { Element, Flow, Value, Zone } from "@/lib/domain/threat-models/model";

// How a drawing is edited: each step takes one and returns the next, the old one untouched; a step that changes nothing
// returns the same one.

/** Returns a part by its id; null where there is none. */
export function partOf({ elements, flows, zones }: Drawing, id: string): Part | null {
  const element = elements.find((one) => one.id === id);
  if (element) return { kind: "element", part: element };
  const flow = flows.find((one) => one.id === id);
  if (flow) return { kind: "flow", part: flow };
  const zone = zones.find((one) => one.id === id);
  return zone ? { kind: "zone", part: zone } : null;
}

/** Returns the ids of all parts as people go through them: zones, elements, flows. */
export function partIds({ elements, flows, zones }: Drawing): string[] {
  return [...zones, ...elements, ...flows].map(({ id }) => id);
}

/** What a new part starts with. */
interface Start {
  id: string;
  name: string;
  at: Position;
  /** The zone it is put into; null for none. */
  zoneId: string | null;
}

/** Returns the drawing with a new element of a type, of which nothing is known yet. */
export function addElement(drawing: Drawing, type: string, { id, name, at, zoneId }: Start): Drawing {
  const zoneIds = zoneId === null ? [] : chain(drawing.zones, zoneId);
  const facts = { description: "", originalType: null, attributes: {}, outOfScope: false, kept: {} };
  const element: Element = { id, name, type, zoneIds, ...facts };
  return { ...drawing, elements: [...drawing.elements, element], positions: placed(drawing, [[id, at]]) };
}

/** Returns the drawing with a new zone, which nobody has rated yet. */
export function addZone(drawing: Drawing, { id, name, at, zoneId }: Start): Drawing {
  const zone: Zone = { id, name, description: "", trust: null, parent: zoneId, kept: {} };
  return { ...drawing, zones: [...drawing.zones, zone], positions: placed(drawing, [[id, at]]) };
}

/** Returns the drawing with a new flow from one element to another, or back to itself. */
export function connect(drawing: Drawing, id: string, from: string, to: string): Drawing {
  const facts = { name: "", description: "", bidirectional: false, attributes: {}, contentClasses: [] };
  const flow: Flow = { id, from, to, ...facts, outOfScope: false, kept: {} };
  return { ...drawing, flows: [...drawing.flows, flow] };
}

type Changes = Partial<
  Pick<Element, "name" | "description" | "outOfScope"> &
    Pick<Flow, "from" | "to" | "bidirectional" | "contentClasses"> &
    Pick<Zone, "trust">
>;

/** Returns the drawing with something else said of a part: its name, the ends of a flow, the trust of a zone. */
export function change(drawing: Drawing, id: string, changes: Changes): Drawing {
  return changed(drawing, id, (part) => ({ ...part, ...changes }));
}

/** Returns the drawing with an attribute of an element or flow; null where nobody knows it, which is not kept. */
export function setAttribute(drawing: Drawing, id: string, name: string, value: Value): Drawing {
  return changed(drawing, id, (part) => {
    if (!("attributes" in part)) return part;
    const { [name]: _before, ...others } = part.attributes;
    return { ...part, attributes: value === null ? others : { ...others, [name]: value } };
  });
}

/** Returns the drawing with an element of another type; it keeps those attributes that the new type has as well. */
export function retype(drawing: Drawing, id: string, type: string, known: ReadonlySet<string>): Drawing {
  return changed(drawing, id, (part) => {
    if (!("zoneIds" in part)) return part;
    const attributes = Object.fromEntries(
      Object.entries(part.attributes).filter(([name]) => known.has(name)),
    );
    return { ...part, type, attributes };
  });
}

// The part by its id as something else; what is drawn keeps its order.
function changed(drawing: Drawing, id: string, to: <P extends Part["part"]>(part: P) => P): Drawing {
  const found = partOf(drawing, id);
  if (!found) return drawing;
  const list = `${found.kind}s` as const;
  const parts = drawing[list].map((part) => (part.id === id ? to(part) : part));
  return { ...drawing, [list]: parts };
}

/** Returns the drawing with parts moved by so many pixels: a zone with everything in it, everything once, flows by their ends. */
export function move(drawing: Drawing, ids: readonly string[], by: Position): Drawing {
  if (by.x === 0 && by.y === 0) return drawing;
  const moved = [...new Set(ids.flatMap((id) => [id, ...inside(drawing, id)]))];
  const to = moved.flatMap((id): [string, Position][] => {
    if (partOf(drawing, id)?.kind === "flow" || inside(drawing, id).length > 0) return [];
    const { x, y } = positionOf(drawing, id) ?? { x: 0, y: 0 };
    return [[id, { x: x + by.x, y: y + by.y }]];
  });
  return to.length === 0 ? drawing : { ...drawing, positions: placed(drawing, to) };
}

/** How many zones may lie in one another. */
export const mostNested = 6;

/** Returns why parts cannot be put into a zone, in words; null where they can. */
export function keptOut(drawing: Drawing, ids: readonly string[], zoneId: string | null): string | null {
  if (zoneId === null) return null;
  const above = chain(drawing.zones, zoneId);
  if (above.length === 0) return "There is no such zone.";
  const zones = drawing.zones.filter(({ id }) => ids.includes(id));
  if (zones.some(({ id }) => above.includes(id))) return "A zone cannot lie in itself.";
  const deepest = Math.max(0, ...zones.map(({ id }) => depthBelow(drawing.zones, id)));
  return above.length + deepest > mostNested
    ? `At most ${mostNested} zones lie in one another. Put it into one further out.`
    : null;
}

function depthBelow(zones: readonly Zone[], id: string): number {
  const within = zones.filter(({ parent }) => parent === id);
  return 1 + Math.max(0, ...within.map((zone) => depthBelow(zones, zone.id)));
}

/**
 * Returns the drawing with elements and zones in a zone, or in none; zones take along what lies in them. The same drawing
 * where keptOut says why not.
 */
export function putInto(drawing: Drawing, ids: readonly string[], zoneId: string | null): Drawing {
  if (keptOut(drawing, ids, zoneId) !== null) return drawing;
  const carried = new Set(ids.flatMap((id) => inside(drawing, id)));
  const put = new Set(ids.filter((id) => !carried.has(id)));
  const zones = drawing.zones.map((zone) =>
    put.has(zone.id) && zone.parent !== zoneId ? { ...zone, parent: zoneId } : zone,
  );
  const elements = drawing.elements.map((element) => {
    if (!put.has(element.id) && !carried.has(element.id)) return element;
    const home = put.has(element.id) ? zoneId : homeOf(element);
    const zoneIds = home === null ? [] : chain(zones, home);
    return same(zoneIds, element.zoneIds) ? element : { ...element, zoneIds };
  });
  if (same(zones, drawing.zones) && same(elements, drawing.elements)) return drawing;
  return keepingPlace(drawing, { ...drawing, zones, elements });
}

// A zone that was emptied stays where it was drawn.
function keepingPlace(before: Drawing, after: Drawing): Drawing {
  const boxes = boxesOf(before);
  const left = after.zones.flatMap(({ id }): [string, Position][] => {
    const box = boxes.get(id);
    return box && inside(after, id).length === 0 && inside(before, id).length > 0
      ? [[id, { x: box.x, y: box.y }]]
      : [];
  });
  return left.length === 0 ? after : { ...after, positions: placed(after, left) };
}

/**
 * Returns the drawing without parts and what hangs on them: the flows of an element, and the threats that a file brought for
 * nothing else. What lay in a zone lies in the one around it.
 */
export function remove(drawing: Drawing, ids: readonly string[]): Drawing {
  const doomed = new Set(ids);
  const flows = drawing.flows.filter(
    ({ id, from, to }) => !doomed.has(id) && !doomed.has(from ?? "") && !doomed.has(to ?? ""),
  );
  const gone = new Set([
    ...ids,
    ...drawing.flows.filter((flow) => !flows.includes(flow)).map(({ id }) => id),
  ]);
  const zones = drawing.zones
    .filter(({ id }) => !gone.has(id))
    .map((zone) => {
      const parent =
        zone.parent === null ? null : (chain(drawing.zones, zone.parent).find((id) => !gone.has(id)) ?? null);
      return parent === zone.parent ? zone : { ...zone, parent };
    });
  const elements = drawing.elements
    .filter(({ id }) => !gone.has(id))
    .map((element) => {
      const zoneIds = element.zoneIds.filter((id) => !gone.has(id));
      return same(zoneIds, element.zoneIds) ? element : { ...element, zoneIds };
    });
  const threats = drawing.threats.flatMap((threat) => {
    const elementIds = threat.elementIds.filter((id) => !gone.has(id));
    if (elementIds.length === threat.elementIds.length) return [threat];
    return elementIds.length === 0 ? [] : [{ ...threat, elementIds }];
  });
  const kept = Object.entries(drawing.positions).filter(([id]) => !gone.has(id));
  const next = { ...drawing, elements, flows, zones, threats, positions: Object.fromEntries(kept) };
  return keepingPlace(drawing, next);
}

function same(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}

function placed({ positions }: Drawing, to: readonly (readonly [string, Position])[]) {
  return { ...positions, ...Object.fromEntries(to) };
}
