import "server-only";
import type { Drawn, Taken } from "@/lib/domain/threat-models/drawing/from-inventory";
import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";

type DrawnElement = Drawing["elements"][number];

/** A record that an element stands for, with what the inventory said of it last; the element "" stands for the facts of the system. */
export type Held = Pick<Taken, "elementId" | "partId"> & { concept: string; taken: unknown };

/** A drawing after the inventory changed. */
interface Merged {
  drawing: Drawing;
  /** Every element that stands for a record, with what the inventory says of it now. */
  parts: Held[];
  facts: Record<string, unknown>;
}

interface Said {
  name?: string;
  type?: string | null;
  attributes?: Readonly<Record<string, unknown>>;
  facts?: Readonly<Record<string, unknown>>;
  /** The system does not use the record any more. */
  gone?: true;
}

/**
 * Returns a drawing brought up to what the inventory says now: what a person said otherwise stays as they said it; a new
 * part comes with its flows; a part that the system no longer uses is out of scope from then on, and in scope again when it
 * returns.
 */
export function mergeInventory(
  drawing: Drawing,
  held: readonly Held[],
  facts: Readonly<Record<string, unknown>>,
  fresh: Drawn,
): Merged {
  const drawnNow = new Map(fresh.drawing.elements.map((one) => [one.id, one]));
  const sources = new Map(held.map((one) => [one.elementId, sourceOf(one, fresh)]));
  const known = new Map(held.map((one) => [one.elementId, one]));
  const elements = drawing.elements.map((element) => {
    const part = known.get(element.id);
    const now = drawnNow.get(sources.get(element.id)?.elementId ?? "");
    if (!part || isOwn(part)) return element;
    return now ? followed(element, (part.taken ?? {}) as Said, now) : { ...element, outOfScope: true };
  });
  const standing = new Set(sources.values());
  const there = new Set(drawing.elements.map(({ id }) => id));
  const added = fresh.parts.filter((one) => !standing.has(one) && !there.has(one.elementId));
  const grown = withNew(drawing, elements, new Set(added.map(({ elementId }) => elementId)), fresh);
  return {
    drawing: grown,
    parts: [
      ...held.map((one) => ({ ...one, taken: takenNow(one, sources.get(one.elementId), fresh) })),
      ...added,
    ],
    facts: followedValues(facts, (known.get("")?.taken as Said | undefined)?.facts ?? {}, fresh.facts),
  };
}

const ofSystem = ["users", "application", "reviewer", ""];

// Somebody says of an element of their own that it is the system; the inventory does not draw it.
function isOwn({ concept, elementId }: Held): boolean {
  return concept === "systems" && !ofSystem.includes(elementId);
}

function sourceOf({ elementId, partId, concept }: Held, { parts }: Drawn): Taken | undefined {
  const same = parts.find((one) => one.elementId === elementId && one.partId === partId);
  if (same || concept === "systems") return same;
  return parts.find((one) => one.partId === partId && !one.elementId.endsWith("-memory"));
}

function takenNow(one: Held, source: Taken | undefined, { facts }: Drawn): Said {
  if (one.elementId === "") return { facts };
  return source ? (source.taken as Said) : isOwn(one) ? (one.taken as Said) : { gone: true };
}

// New elements with their flows, in zones that the drawing has.
function withNew(
  drawing: Drawing,
  elements: DrawnElement[],
  newIds: ReadonlySet<string>,
  fresh: Drawn,
): Drawing {
  const zones = new Set(drawing.zones.map(({ id }) => id));
  const placed = fresh.drawing.elements
    .filter(({ id }) => newIds.has(id))
    .map((one) => ({ ...one, zoneIds: one.zoneIds.filter((zone) => zones.has(zone)) }));
  const all = new Set([...elements, ...placed].map(({ id }) => id));
  const flowIds = new Set(drawing.flows.map(({ id }) => id));
  const flows = fresh.drawing.flows.filter(({ id, from, to }) => {
    const [start, end] = [from ?? "", to ?? ""];
    return (newIds.has(start) || newIds.has(end)) && all.has(start) && all.has(end) && !flowIds.has(id);
  });
  return { ...drawing, elements: [...elements, ...placed], flows: [...drawing.flows, ...flows] };
}

function followed(element: DrawnElement, taken: Said, now: DrawnElement): DrawnElement {
  const retyped = element.type === (taken.type ?? element.type) && now.type !== element.type;
  return {
    ...element,
    outOfScope: taken.gone ? false : element.outOfScope,
    name: element.name === taken.name ? now.name : element.name,
    type: retyped ? now.type : element.type,
    attributes: retyped ? now.attributes : ownedValues(element, taken, now),
  };
}

function ownedValues(element: DrawnElement, taken: Said, now: DrawnElement): DrawnElement["attributes"] {
  // A person gave it another type: what the inventory knows of the former one says nothing here.
  if (now.type !== element.type) return element.attributes;
  return followedValues(element.attributes, taken.attributes ?? {}, now.attributes);
}

// A value that is still the one the inventory gave follows it; any other is a person's own.
function followedValues<V>(
  own: Readonly<Record<string, V>>,
  taken: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, V>>,
): Record<string, V> {
  const names = new Set([...Object.keys(own), ...Object.keys(now)]);
  return Object.fromEntries(
    [...names].flatMap((name): [string, V][] => {
      const mine = own[name] ?? null;
      const value = mine === (taken[name] ?? null) ? (now[name] ?? null) : mine;
      return value === null ? [] : [[name, value as V]];
    }),
  );
}
