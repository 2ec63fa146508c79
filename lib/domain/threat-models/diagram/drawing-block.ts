import "server-only";
import { laidOut } from "@/lib/domain/threat-models/diagram/laid-out";
import type { Drawing } from "@/lib/domain/threat-models/edit/schema";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { shapeOf } from "@/lib/domain/threat-models/formats/element-words";
import type { Element, ThreatModel } from "@/lib/domain/threat-models/model";
import type { DrawingBlock } from "@/lib/platform/report/model";

const looks = {
  process: { shape: "round", tone: "info" },
  store: { shape: "open", tone: "good" },
  actor: { shape: "square", tone: "warn" },
} as const;

/** Returns the diagram of a model for paper: drawn where people put its parts, else by the automatic layout. */
export function drawingBlock(model: ThreatModel | Drawing): DrawingBlock {
  const { zones, elements, flows, width, height } = laidOut(model);
  const counts = [elements.length, flows.length, zones.length];
  return {
    kind: "drawing",
    title: "Elements, flows and zones",
    counted: `${counts[0]} elements, ${counts[1]} flows, ${counts[2]} zones; the tables below say all of it in words`,
    ...{ width, height },
    frames: zones
      .toSorted((a, b) => a.depth - b.depth)
      .map(({ zone: { id, name, trust }, box }) => ({
        box,
        label: `${name || id}${trust === null ? "" : ` (trust ${trust})`}`,
      })),
    boxes: elements.map(({ element, box }) => ({
      ...{ box, ...looks[shapeOf(element)], kind: typeName(element), label: element.name || element.id },
      faded: element.outOfScope,
    })),
    arrows: flows.map(({ flow, points, label }) => ({
      ...{ points, label, text: flow.name, both: flow.bidirectional, faded: flow.outOfScope },
    })),
  };
}

/** Returns what an element is in words: its type, else what its file called it. */
export function typeName({ type, originalType }: Element): string {
  return (type === null ? undefined : elementTypes().get(type)?.name) ?? originalType ?? "";
}
