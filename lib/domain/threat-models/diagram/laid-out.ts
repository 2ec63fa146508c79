import "server-only";
import { framed, type LaidOut } from "@/lib/domain/threat-models/diagram/frame/rules";
import { layOut, routesOf } from "@/lib/domain/threat-models/diagram/layout/rules";
import { settled } from "@/lib/domain/threat-models/edit/arrange/rules";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";
import { boxesOf, depthOf } from "@/lib/domain/threat-models/edit/zones/rules";
import type { ThreatModel } from "@/lib/domain/threat-models/model";

/** Returns where each part of a model is drawn: as people put it, else by the automatic layout. */
export function laidOut(model: ThreatModel | Drawing): LaidOut {
  if (!("positions" in model) || Object.keys(model.positions).length === 0) return layOut(model);
  const drawing = settled(model);
  const boxes = boxesOf(drawing);
  const boxOf = (id: string) => boxes.get(id) ?? { x: 0, y: 0, width: 0, height: 0 };
  return framed({
    zones: drawing.zones.map((zone) => ({ zone, box: boxOf(zone.id), depth: depthOf(zone, drawing.zones) })),
    elements: drawing.elements.map((element) => ({ element, box: boxOf(element.id) })),
    flows: routesOf(drawing.flows, boxes),
  });
}
