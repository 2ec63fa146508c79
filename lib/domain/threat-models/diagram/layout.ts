import "server-only";
import { Graph, type GraphLabel, layout } from "@dagrejs/dagre";
import { placeModel } from "@/lib/domain/threat-models/formats/place-model";
import type { Element, Flow, ThreatModel, Zone } from "@/lib/domain/threat-models/model";

interface Point {
  x: number;
  y: number;
}

interface Box extends Point {
  width: number;
  height: number;
}

/** A model with a place for everything in it, in pixels from the top left corner. */
export interface LaidOut {
  zones: { zone: Zone; box: Box; depth: number }[];
  elements: { element: Element; box: Box }[];
  /** Each flow from its start to its tip, and the middle of its label. */
  flows: { flow: Flow; points: Point[]; label: Point }[];
  width: number;
  height: number;
}

/** Wide enough for three lines of a name with its type above. */
const elementSize = { width: 176, height: 76 } as const;
const margin = 24;
/** Room for the name of a zone, above what lies in it. */
const heading = 26;
/** Room below an element for a flow that comes back to it. */
const loop = 44;
/** Beyond this the ranks take too long to find; elements then stand in rows and flows run straight. */
const mostRanked = { elements: 250, flows: 600 } as const;

/** Returns where each part of a model is drawn; the same model is always drawn the same way. */
export function layOut(model: ThreatModel): LaidOut {
  const { elements, flows } = model;
  const few = elements.length <= mostRanked.elements && flows.length <= mostRanked.flows;
  return framed(few ? ranked(model) : inRows(model));
}

type Sized = Partial<Point> & { width: number; height: number };
type Routed = Sized & { labelpos: "c"; points?: Point[] };
type Unframed = Omit<LaidOut, "width" | "height">;

// Known by their numbers in the graph: an id of a file may be a word that an object has already.
function ranked({ zones, elements, flows }: ThreatModel): Unframed {
  const graph = new Graph<GraphLabel, Sized, Routed>({ multigraph: true, compound: true });
  graph.setGraph({ rankdir: "LR", nodesep: 34, edgesep: 18, ranksep: 46, marginx: 0, marginy: 0 });
  const zoneKeys = new Map(zones.map(({ id }, at) => [id, `z${at}`]));
  const keys = new Map(elements.map(({ id }, at) => [id, `e${at}`]));
  // A zone with nothing in it would be drawn as nothing.
  const full = new Set([...elements.map(({ zoneIds }) => zoneIds[0]), ...zones.map(({ parent }) => parent)]);
  for (const { id } of zones)
    graph.setNode(zoneKeys.get(id) ?? "", full.has(id) ? { width: 0, height: 0 } : { ...emptyZone });
  const looped = new Set(flows.filter(isLoop).map(({ from }) => from));
  for (const [id, key] of keys)
    graph.setNode(key, { ...elementSize, height: elementSize.height + (looped.has(id) ? loop : 0) });
  for (const { id, parent } of zones) within(graph, zoneKeys.get(id), zoneKeys.get(parent ?? ""));
  for (const { id, zoneIds } of elements) within(graph, keys.get(id), zoneKeys.get(zoneIds[0] ?? ""));
  const edges = flows.flatMap((flow, at) => {
    if (isLoop(flow)) return [];
    const [v, w] = [flow.from, flow.to].map((id, end) => {
      const known = keys.get(id ?? "");
      if (known !== undefined) return known;
      graph.setNode(`f${at}-${end}`, { width: 10, height: 10 });
      return `f${at}-${end}`;
    });
    const edge = { v: v ?? "", w: w ?? "", name: `f${at}` };
    graph.setEdge(edge, { width: labelWidth(flow.name), height: 18, labelpos: "c" });
    return { flow, edge };
  });
  layout(graph);
  const boxOf = (key: string): Box => {
    const { x = 0, y = 0, width, height } = graph.node(key);
    return { x: x - width / 2, y: y - height / 2, width, height };
  };
  return {
    zones: zones.map((zone) => {
      const box = boxOf(zoneKeys.get(zone.id) ?? "");
      const top = full.has(zone.id) ? { ...box, y: box.y - heading, height: box.height + heading } : box;
      return { zone, box: top, depth: depthOf(zone, zones) };
    }),
    elements: elements.map((element) => {
      const { x, y } = boxOf(keys.get(element.id) ?? "");
      return { element, box: { x, y, ...elementSize } };
    }),
    flows: [
      ...edges.map(({ flow, edge }) => {
        const { points = [], x = 0, y = 0 } = graph.edge(edge);
        return { flow, points, label: { x, y } };
      }),
      ...flows.filter(isLoop).map((flow) => looping(flow, boxOf(keys.get(flow.from ?? "") ?? ""))),
    ],
  };
}

const emptyZone = { width: 150, height: 70 } as const;

function isLoop({ from, to }: Flow): boolean {
  return from !== null && from === to;
}

// Below its element: down, along, and up again.
function looping(flow: Flow, { x, y }: Box): LaidOut["flows"][number] {
  const [left, right] = [x + elementSize.width * 0.3, x + elementSize.width * 0.7];
  const [edge, deep] = [y + elementSize.height, y + elementSize.height + loop - 18];
  const points = [
    { x: right, y: edge },
    { x: right, y: deep },
    { x: left, y: deep },
    { x: left, y: edge },
  ];
  return { flow, points, label: { x: (left + right) / 2, y: deep } };
}

function within(
  graph: Graph<GraphLabel, Sized, Routed>,
  key: string | undefined,
  zone: string | undefined,
): void {
  if (key !== undefined && zone !== undefined) graph.setParent(key, zone);
}

function depthOf(zone: Zone, zones: readonly Zone[]): number {
  let depth = 0;
  for (let at = zone.parent; at !== null; depth += 1) at = zones.find(({ id }) => id === at)?.parent ?? null;
  return depth;
}

function inRows(model: ThreatModel): Unframed {
  const placed = placeModel(model);
  const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 };
  const boxOf = (id: string) => placed.get(id) ?? nowhere;
  const middle = (id: string | null): Point => {
    const { x, y, width, height } = boxOf(id ?? "");
    return { x: x + width / 2, y: y + height / 2 };
  };
  return {
    zones: model.zones.map((zone) => ({ zone, box: boxOf(zone.id), depth: depthOf(zone, model.zones) })),
    elements: model.elements.map((element) => ({ element, box: boxOf(element.id) })),
    flows: model.flows.flatMap((flow) => {
      if (isLoop(flow)) return looping(flow, boxOf(flow.from ?? ""));
      if (flow.from === null || flow.to === null) return [];
      const [from, to] = [middle(flow.from), middle(flow.to)];
      const points = [edgeOf(boxOf(flow.from), to), edgeOf(boxOf(flow.to), from)];
      return { flow, points, label: { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 } };
    }),
  };
}

// Where the line from the middle of a box towards a point leaves it.
function edgeOf({ x, y, width, height }: Box, towards: Point): Point {
  const [cx, cy] = [x + width / 2, y + height / 2];
  const [dx, dy] = [towards.x - cx, towards.y - cy];
  const scale = Math.min(width / 2 / Math.max(Math.abs(dx), 1), height / 2 / Math.max(Math.abs(dy), 1), 1);
  return { x: cx + dx * scale, y: cy + dy * scale };
}

/** Returns the width that the label of a flow takes. */
export function labelWidth(name: string): number {
  return name.trim() === "" ? 10 : Math.min(name.length, mostLabel) * 6.2 + 14;
}

/** So many characters of a flow's name are drawn; all of them are in its title. */
export const mostLabel = 30;

// Moved so that everything is drawn within the margins.
function framed({ zones, elements, flows }: Unframed): LaidOut {
  const boxes = [...zones, ...elements].map(({ box }) => box);
  const labels = flows.map(({ flow, label }) => {
    const width = labelWidth(flow.name);
    return { x: label.x - width / 2, y: label.y - 10, width, height: 20 };
  });
  const points = flows.flatMap((flow) => flow.points.map((point) => ({ ...point, width: 0, height: 0 })));
  const [left, top, right, bottom] = edges([...boxes, ...labels, ...points]);
  const moved = <T extends Point>(one: T): T => ({
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
