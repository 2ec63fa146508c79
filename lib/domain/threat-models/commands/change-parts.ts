import "server-only";
import * as z from "zod";
import { assertMay, threatModelsWrite } from "@/lib/domain/threat-models/access";
import {
  modelAnswer,
  modelChange,
  reopen,
  storeDrawing,
  writeModel,
} from "@/lib/domain/threat-models/commands/write-model";
import { partChanges } from "@/lib/domain/threat-models/drawing/changes";
import { assertDrawable, modelOf } from "@/lib/domain/threat-models/drawing/content";
import { type Drawing, drawingShape } from "@/lib/domain/threat-models/drawing/schema";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import { elementFields, flowFields, zoneFields } from "@/lib/domain/threat-models/record/part-fields/schema";
import { authorOf } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
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
          const inZones = before?.zoneIds[0] === zoneId ? before.zoneIds : zoneId ? [zoneId] : [];
          const element = { ...base, ...said, description: said.description ?? "", zoneIds: inZones };
          return done({
            ...drawing,
            elements: replaced(drawing.elements, element as Drawing["elements"][number]),
          });
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
  run: (context, { id, version, partId: zoneId, ...said }) =>
    changeDrawing(
      context,
      { id, version },
      {
        change: (drawing) => {
          const before = drawing.zones.find((one) => one.id === zoneId);
          if (zoneId !== null && !before) throw new NotFound();
          const base = before ?? { id: freshId(drawing, "zone"), kept: {} };
          const zone = { ...base, ...said, description: said.description ?? "" };
          return done({ ...drawing, zones: replaced(drawing.zones, zone as Drawing["zones"][number]) });
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
          const around = zones.find((one) => one.id === gone)?.parent ?? null;
          return {
            ...drawing,
            elements: elements
              .filter((one) => one.id !== gone)
              .map((one) => ({ ...one, zoneIds: one.zoneIds.filter((zone) => zone !== gone) })),
            flows: flows.filter((one) => ![one.id, one.from, one.to].includes(gone)),
            zones: zones
              .filter((one) => one.id !== gone)
              .map((one) => (one.parent === gone ? { ...one, parent: around } : one)),
          };
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

interface PartChange {
  change(drawing: Drawing): Drawing;
  /** The part as it is, flat, for whoever lost. */
  now(drawing: Drawing): object;
}

async function changeDrawing(
  context: Context,
  seen: { id: string; version: number },
  { change, now }: PartChange,
) {
  const before = await findModel(context, seen.id);
  assertMay(context.actor, threatModelsWrite, before.unitId);
  const last = await drawingOf(context, before.drawingId);
  const drawing = change(last.drawing);
  assertDrawable(drawing);
  const stored = await storeDrawing(context, before, {
    ...{ drawing, layout: last.layout, by: authorOf(context.actor) },
  });
  const differs = stored.drawingDigest !== before.drawingDigest;
  const named = differs ? partChanges(modelOf(last.drawing), modelOf(drawing)) : [];
  const reopened = differs ? await reopen(context, before, named) : { data: {}, changes: [] };
  const after = await writeModel(context, before, seen.version, { ...stored, ...reopened.data }, async () => {
    const { version } = await findModel(context, seen.id);
    return { id: seen.id, ...now(last.drawing), version };
  });
  const there = [...drawing.elements.map(({ id }) => id), ""];
  await context.tx.threatModelPart.deleteMany({
    where: { threatModelId: seen.id, elementId: { notIn: there } },
  });
  return {
    result: { ...modelAnswer(after), changed: named },
    changes: [modelChange(before, after), ...reopened.changes],
  };
}
