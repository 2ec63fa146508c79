import * as z from "zod";
import { notStorable, storable } from "@/lib/platform/schema/field";

/** How large a drawing may be; the parts of what a file brought along count. */
export const drawingLimits = { elements: 1_000, flows: 4_000, zones: 200, assumptions: 500, bytes: 900_000 };

const line = (max: number) =>
  z.string().max(max, `Is longer than ${max} characters. Shorten it.`).refine(storable, notStorable);
const id = line(200).min(1, "Give each part an id.");
const value = z.union([z.boolean(), z.number(), line(200), z.null()]);
const attributes = z.record(line(60), value);
const kept = z.record(z.string().max(200), z.unknown()).default({});
const named = { id, name: line(300), description: line(10_000).default("") };

const many = (part: string, most: number) =>
  `A drawing has at most ${most} ${part}. Split it into several models.`;

/** A drawing as it is saved: the parts of a model in the shape of the threat engine. */
export const drawingShape = z.strictObject({
  title: line(300).nullable().default(null),
  description: line(20_000).default(""),
  elements: z
    .array(
      z.strictObject({
        ...named,
        type: line(60).nullable(),
        originalType: line(200).nullable().default(null),
        zoneIds: z.array(id).max(20).default([]),
        attributes: attributes.default({}),
        outOfScope: z.boolean().default(false),
        kept,
      }),
    )
    .max(drawingLimits.elements, many("elements", drawingLimits.elements)),
  flows: z
    .array(
      z.strictObject({
        ...named,
        from: id.nullable(),
        to: id.nullable(),
        bidirectional: z.boolean().default(false),
        attributes: attributes.default({}),
        contentClasses: z.array(line(100)).max(50).default([]),
        outOfScope: z.boolean().default(false),
        kept,
      }),
    )
    .max(drawingLimits.flows, many("flows", drawingLimits.flows)),
  zones: z
    .array(
      z.strictObject({
        ...named,
        trust: z.number().min(0).max(100).nullable().default(null),
        parent: id.nullable().default(null),
        kept,
      }),
    )
    .max(drawingLimits.zones, many("zones", drawingLimits.zones))
    .default([]),
  assumptions: z
    .array(
      z.strictObject({
        text: line(2_000),
        confirmed: z.boolean().nullable().default(null),
        ownerId: z.uuid({ error: "Is not the id of a person." }).nullable().default(null),
        kept,
      }),
    )
    .max(drawingLimits.assumptions, many("assumptions", drawingLimits.assumptions))
    .default([]),
  kept,
});

export type Drawing = z.output<typeof drawingShape>;

const coordinate = z.number().min(-100_000).max(100_000);

/** Where the parts of a drawing are drawn, by id, in pixels; a part that is missing is placed by itself. */
export const layoutShape = z
  .record(
    id,
    z.strictObject({
      x: coordinate,
      y: coordinate,
      width: z.number().min(1).max(100_000).optional(),
      height: z.number().min(1).max(100_000).optional(),
    }),
  )
  .refine((places) => Object.keys(places).length <= 5_200, "Places more parts than a drawing can have.");

/** Which record of the inventory an element stands for. */
export const drawnPart = z.strictObject({
  elementId: id,
  concept: z.enum(["systems", "models", "datasets", "prompts", "tools", "agents", "guardrails"], {
    error: "An element stands for a system, model, dataset, prompt, tool, agent or guardrail.",
  }),
  partId: z.uuid({ error: "Is not the id of a record." }),
});
