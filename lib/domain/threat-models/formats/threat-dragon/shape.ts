import "server-only";
import * as z from "zod";

const text = z.string().nullish();
const word = z.union([z.string(), z.number()]).nullish();
// Anything but true says nothing.
const flag = z.unknown().optional();
const point = z.looseObject({ x: z.number(), y: z.number() });
const end = z.looseObject({ cell: text });

const threat = z.looseObject({
  id: word,
  threatId: word,
  title: text,
  type: text,
  status: text,
  severity: text,
  description: text,
  mitigation: text,
});
export type DragonThreat = z.infer<typeof threat>;

// Colours and sizes of the drawing are never read and may be anything.
const cell = z.looseObject({
  id: z.string(),
  shape: text,
  position: point.nullish(),
  size: z.looseObject({ width: z.number(), height: z.number() }).nullish(),
  source: end.nullish(),
  target: end.nullish(),
  data: z
    .looseObject({
      type: text,
      name: text,
      description: text,
      outOfScope: flag,
      isBidirectional: flag,
      isEncrypted: flag,
      isPublicNetwork: flag,
      isALog: flag,
      storesCredentials: flag,
      providesAuthentication: flag,
      containedElements: z.array(z.unknown()).nullish(),
      threats: z.array(threat).nullish(),
    })
    .nullish(),
  /** Where the published schema has them, though the tool writes them into `data`. */
  threats: z.array(threat).nullish(),
});
export type DragonCell = z.infer<typeof cell>;

/** A model of Threat Dragon v2, as far as it is read; lenient where files of the tool itself differ from its schema. */
export const dragonModel = z.looseObject({
  version: word,
  summary: z.looseObject({ title: text, description: text }),
  detail: z.looseObject({
    diagrams: z.array(z.looseObject({ title: text, cells: z.array(cell).nullish() })),
  }),
});
