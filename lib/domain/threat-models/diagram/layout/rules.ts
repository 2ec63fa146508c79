import { Graph, type GraphLabel, layout } from "@dagrejs/dagre";
import {
  framed,
  type LaidOut,
  labelWidth,
  type Unframed,
} from "@/lib/domain/threat-models/diagram/frame/rules";
import { placeModel } from "@/lib/domain/threat-models/diagram/rows/rules";
import { lanesOf, routeOf } from "@/lib/domain/threat-models/edit/routes/rules";
import type { Box, Position } from "@/lib/domain/threat-models/edit/schema";
import { depthOf, elementSize } from "@/lib/domain/threat-models/edit/zones/rules";
import type { Flow, ThreatModel } from "@/lib/domain/threat-models/model";

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

type Sized = Partial<Position> & { width: number; height: number };
type Routed = Sized & { labelpos: "c"; points?: Position[] };

// Known by their numbers in the graph: an id of a file may be a word that an object has already.
function ranked({ zones, elements, flows }: ThreatModel): Unframed {
  const graph = new Graph<GraphLabel, Sized, Routed>({ multigraph: true, compound: true });
  // Zones need room for their names and edges between what lies in them and what does not.
  const nodesep = zones.length > 0 ? 84 : 34;
  graph.setGraph({ rankdir: "LR", nodesep, edgesep: 18, ranksep: 46, marginx: 0, marginy: 0 });
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
  const loopedBoxes = new Map(
    elements.map(({ id }) => [id, { ...boxOf(keys.get(id) ?? ""), height: elementSize.height }]),
  );
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
      ...routesOf(flows.filter(isLoop), loopedBoxes),
    ],
  };
}

const emptyZone = { width: 150, height: 70 } as const;

function isLoop({ from, to }: Flow): boolean {
  return from !== null && from === to;
}

function within(
  graph: Graph<GraphLabel, Sized, Routed>,
  key: string | undefined,
  zone: string | undefined,
): void {
  if (key !== undefined && zone !== undefined) graph.setParent(key, zone);
}

function inRows(model: ThreatModel): Unframed {
  const placed = placeModel(model);
  const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 };
  const boxOf = (id: string) => placed.get(id) ?? nowhere;
  return {
    zones: model.zones.map((zone) => ({ zone, box: boxOf(zone.id), depth: depthOf(zone, model.zones) })),
    elements: model.elements.map((element) => ({ element, box: boxOf(element.id) })),
    flows: routesOf(model.flows, placed),
  };
}

/** Returns how each flow runs straight between what its ends cover; one that hangs on nothing is left out. */
export function routesOf(flows: readonly Flow[], boxes: ReadonlyMap<string, Box>): LaidOut["flows"] {
  const lanes = lanesOf(flows);
  return flows.flatMap((flow) => {
    const route = routeOf(boxes.get(flow.from ?? ""), boxes.get(flow.to ?? ""), lanes.get(flow.id) ?? 0);
    return route ? [{ flow, ...route }] : [];
  });
}
