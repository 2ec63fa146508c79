import "server-only";
import * as z from "zod";
import { threatModelsWrite } from "@/lib/domain/threat-models/access";
import { changeDrawing } from "@/lib/domain/threat-models/commands/change-drawing";
import { modelOf } from "@/lib/domain/threat-models/drawing/content";
import { type Drawing, drawingShape } from "@/lib/domain/threat-models/drawing/schema";
import { keptOut, putInto, remove } from "@/lib/domain/threat-models/edit/rules";
import type { Drawing as Drawn } from "@/lib/domain/threat-models/edit/schema";
import { elementFields, flowFields, zoneFields } from "@/lib/domain/threat-models/record/part-fields/schema";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

// One part of a drawing at a time, for whoever works in lists. Each reads the drawing as it is, changes one part of it, and
// writes it as the editor does; the loser of two writers gets that part as it is now.

const attributes = z.record(
  z.string().max(60),
  z.union([z.boolean(), z.number(), z.string().max(200), z.null()]),
);
const partId = z.string().max(200).nullable().default(null);
const done = (drawing: Drawing) => drawingShape.parse(drawing);

/** Adds an element to a drawing, or changes the one with that id. */
export const saveElement = command({
  name: "threat-models.saveElement",
  summary: "Add an element to a drawing, or change one",
  permission: threatModelsWrite,
  input: z.strictObject({ ...recordVersion, partId, ...elementFields, attributes: attributes.default({}) }),
  run: (context, { id, version, partId: elementId, zoneId, ...said }) =>
    changeDrawing(
      context,
      { id, version },
      {
        change: (drawing) => {
          const before = drawing.elements.find((one) => one.id === elementId);
          if (elementId !== null && !before) throw new NotFound();
          const base = before ?? { id: freshId(drawing, "element"), originalType: null, kept: {} };
          const zoneIds = before?.zoneIds ?? [];
          const element = { ...base, ...said, description: said.description ?? "", zoneIds };
          const elements = replaced(drawing.elements, element as Drawing["elements"][number]);
          return within({ ...drawing, elements }, element.id, zoneId, "zoneId");
        },
        now: ({ elements }) => {
          const found = elements.find((one) => one.id === elementId);
          return found ? { ...found, ...found.attributes, zoneId: found.zoneIds[0] ?? null } : {};
        },
      },
    ),
});

/** Adds a flow to a drawing, or changes the one with that id. */
export const saveFlow = command({
  name: "threat-models.saveFlow",
  summary: "Add a flow to a drawing, or change one",
  permission: threatModelsWrite,
  input: z.strictObject({ ...recordVersion, partId, ...flowFields, attributes: attributes.default({}) }),
  run: (context, { id, version, partId: flowId, carries, ...said }) =>
    changeDrawing(
      context,
      { id, version },
      {
        change: (drawing) => {
          const before = drawing.flows.find((one) => one.id === flowId);
          if (flowId !== null && !before) throw new NotFound();
          const base = before ?? { id: freshId(drawing, "flow"), kept: {} };
          const contentClasses = (carries ?? "")
            .split(",")
            .map((word) => word.trim())
            .filter(Boolean);
          const flow = { ...base, ...said, description: said.description ?? "", contentClasses };
          return done({ ...drawing, flows: replaced(drawing.flows, flow as Drawing["flows"][number]) });
        },
        now: ({ flows }) => {
          const found = flows.find((one) => one.id === flowId);
          return found ? { ...found, ...found.attributes, carries: found.contentClasses.join(", ") } : {};
        },
      },
    ),
});

/** Adds a zone to a drawing, or changes the one with that id. */
export const saveZone = command({
  name: "threat-models.saveZone",
  summary: "Add a zone to a drawing, or change one",
  permission: threatModelsWrite,
  input: z.strictObject({ ...recordVersion, partId, ...zoneFields }),
  run: (context, { id, version, partId: zoneId, parent, ...said }) =>
    changeDrawing(
      context,
      { id, version },
      {
        change: (drawing) => {
          const before = drawing.zones.find((one) => one.id === zoneId);
          if (zoneId !== null && !before) throw new NotFound();
          const base = before ?? { id: freshId(drawing, "zone"), kept: {} };
          const around = before?.parent ?? null;
          const zone = { ...base, ...said, description: said.description ?? "", parent: around };
          const zones = replaced(drawing.zones, zone as Drawing["zones"][number]);
          return within({ ...drawing, zones }, zone.id, parent, "parent");
        },
        now: ({ zones }) => zones.find((one) => one.id === zoneId) ?? {},
      },
    ),
});

/** Takes an element with its flows, a flow, or a zone out of a drawing; what lies in a zone lies in the one around it then. */
export const removePart = command({
  name: "threat-models.removePart",
  summary: "Take an element, a flow or a zone out of a drawing",
  permission: threatModelsWrite,
  input: z.strictObject({ ...recordVersion, partId: z.string().max(200) }),
  run: (context, { id, version, partId: gone }) =>
    changeDrawing(
      context,
      { id, version },
      {
        change: (drawing) => {
          const { elements, flows, zones } = drawing;
          if (![...elements, ...flows, ...zones].some((one) => one.id === gone)) throw new NotFound();
          return edited(drawing, (drawn) => remove(drawn, [gone]));
        },
        now: () => ({}),
      },
    ),
});

function replaced<P extends { id: string }>(parts: readonly P[], part: P): P[] {
  return parts.some(({ id }) => id === part.id)
    ? parts.map((one) => (one.id === part.id ? part : one))
    : [...parts, part];
}

function freshId({ elements, flows, zones }: Drawing, kind: string): string {
  const taken = new Set([...elements, ...flows, ...zones].map(({ id }) => id));
  let number = 1;
  while (taken.has(`${kind}-new-${number}`)) number += 1;
  return `${kind}-new-${number}`;
}

// The lists edit by the same rules as the diagram; where parts are drawn is kept beside the drawing.
function edited(drawing: Drawing, edit: (drawn: Drawn) => Drawn): Drawing {
  const { threats: _threats, positions: _positions, ...next } = edit({ ...modelOf(drawing), positions: {} });
  return done(next as Drawing);
}

/** Returns the drawing with a part in a zone, or in none. Throws Invalid, at the field, where it cannot lie there. */
function within(drawing: Drawing, partId: string, zoneId: string | null, path: string): Drawing {
  return edited(drawing, (drawn) => {
    const message = keptOut(drawn, [partId], zoneId);
    if (message !== null) throw new Invalid([{ path, message }]);
    return putInto(drawn, [partId], zoneId);
  });
}
