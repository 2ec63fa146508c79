import { type Edge, MarkerType, type Node } from "@xyflow/react";
import { lanesOf, routeOf } from "@/lib/domain/threat-models/edit/routes/rules";
import type { Box, Drawing } from "@/lib/domain/threat-models/edit/schema";
import { boxesOf, chain, homeOf } from "@/lib/domain/threat-models/edit/zones/rules";
import type { Element, Flow, Zone } from "@/lib/domain/threat-models/model";
import { nameOf, saidOf } from "./part-words";
import { kindOf, type Stencil, shapeOf } from "./stencil";

export type ElementNode = Node<
  { name: string; kind: string; shape: "process" | "store" | "actor"; outOfScope: boolean; asked: boolean },
  "element"
>;
export type ZoneNode = Node<{ name: string; trust: number | null; depth: number }, "zone">;
type LooseNode = Node<Record<string, never>, "loose">;
export type CanvasNode = ElementNode | ZoneNode | LooseNode;
export type FlowEdge = Edge<{ lane: number; outOfScope: boolean }, "flow">;

/** What is shown of a drawing beside its parts: what is chosen, what the keyboard stands on, what a flow is drawn from. */
export interface Shown {
  chosen: ReadonlySet<string>;
  current: string | null;
  connecting: string | null;
}

type Stencils = ReadonlyMap<string, Stencil>;

const tip = {
  type: MarkerType.ArrowClosed,
  markerUnits: "userSpaceOnUse",
  width: 18,
  height: 18,
  color: "var(--control)",
};

/** Returns what is drawn of zones and elements, each zone before what lies in it; positions count from the zone around. */
export function nodesOf(drawing: Drawing, shown: Shown, stencils: Stencils): CanvasNode[] {
  const boxes = boxesOf(drawing);
  const boxOf = (id: string): Box => boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
  const placed = (id: string, home: string | null) => {
    const { x, y, width, height } = boxOf(id);
    const around = home === null ? null : boxes.get(home);
    return {
      ...{ id, width, height, position: { x: x - (around?.x ?? 0), y: y - (around?.y ?? 0) } },
      ...(home !== null && around ? { parentId: home } : {}),
      ...{ selected: shown.chosen.has(id), ariaRole: "button" as const },
      ariaLabel: saidOf(drawing, id, stencils),
      domAttributes: reached(id, shown),
    };
  };
  const zones = drawing.zones
    .map((zone: Zone) => ({ zone, depth: chain(drawing.zones, zone.id).length - 1 }))
    .toSorted((a, b) => a.depth - b.depth)
    .map(
      ({ zone, depth }): ZoneNode => ({
        ...placed(zone.id, zone.parent),
        type: "zone",
        data: { name: nameOf(drawing, { kind: "zone", part: zone }), trust: zone.trust, depth },
      }),
    );
  const elements = drawing.elements.map(
    (element: Element): ElementNode => ({
      ...placed(element.id, homeOf(element)),
      type: "element",
      data: {
        name: nameOf(drawing, { kind: "element", part: element }),
        kind: kindOf(element, stencils),
        shape: shapeOf(element.type, stencils),
        outOfScope: element.outOfScope,
        asked: shown.connecting === element.id,
      },
    }),
  );
  return [...zones, ...elements, ...looseEnds(drawing, boxes)];
}

// The page is entered at one part; from there the keys lead on.
function reached(id: string, { current, chosen }: Shown) {
  return {
    tabIndex: current === id ? 0 : -1,
    "aria-pressed": chosen.has(id),
    "aria-roledescription": "part",
  };
}

// An end that hangs on nothing has to be drawn from somewhere: beside the element at the other end, and with it.
function looseEnds(drawing: Drawing, boxes: ReadonlyMap<string, Box>): LooseNode[] {
  const lanes = lanesOf(drawing.flows);
  return drawing.flows.flatMap(({ id, from, to }, at) => {
    if (from !== null && to !== null) return [];
    const held = from ?? to;
    const around = held === null ? undefined : boxes.get(held);
    const route = routeOf(boxes.get(from ?? ""), boxes.get(to ?? ""), lanes.get(id) ?? 0);
    const end = from === null ? route?.points[0] : route?.points.at(-1);
    const node = (side: "from" | "to", x: number, y: number): LooseNode => ({
      ...{ id: looseId(id, side), type: "loose", data: {}, position: { x, y }, width: 1, height: 1 },
      ...{ selectable: false, draggable: false, connectable: false },
      ...(held === null ? {} : { parentId: held }),
    });
    if (!end || !around) return [node("from", 0, -40 - at * 30), node("to", 120, -40 - at * 30)];
    return [node(from === null ? "from" : "to", end.x - around.x, end.y - around.y)];
  });
}

function looseId(flow: string, side: "from" | "to"): string {
  return `${side} of ${flow}`;
}

/** Returns what is drawn of flows. */
export function edgesOf(drawing: Drawing, shown: Shown, stencils: Stencils): FlowEdge[] {
  const lanes = lanesOf(drawing.flows);
  return drawing.flows.map(
    ({ id, name, from, to, bidirectional, outOfScope }: Flow): FlowEdge => ({
      ...{ id, type: "flow", label: name },
      source: from ?? looseId(id, "from"),
      target: to ?? looseId(id, "to"),
      selected: shown.chosen.has(id),
      markerEnd: tip,
      ...(bidirectional ? { markerStart: { ...tip, orient: "auto-start-reverse" } } : {}),
      data: { lane: lanes.get(id) ?? 0, outOfScope },
      ...{ ariaRole: "button" as const, ariaLabel: saidOf(drawing, id, stencils) },
      domAttributes: reached(id, shown),
    }),
  );
}

/** Returns the parts as they were drawn before where nothing of them has changed, so that only what changed is drawn anew. */
export function reusing<P extends { id: string }>(before: readonly P[], next: readonly P[]): P[] {
  const known = new Map(before.map((part) => [part.id, part]));
  return next.map((part) => {
    const old = known.get(part.id);
    if (!old) return part;
    // It has been measured already; to measure it again would leave its flows out for a moment.
    return alike(old, part) ? old : "measured" in old ? { ...part, measured: old.measured } : part;
  });
}

function alike(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  // What the canvas itself adds, such as the measured size, is no difference.
  const keys = Object.keys(other);
  return keys.every((key) => alike(Reflect.get(one, key), Reflect.get(other, key)));
}
