import "server-only";
import * as z from "zod";

const text = z.string().nullish();
// Ids of numbers are written without quotation marks in YAML by hand.
const word = z.union([z.string(), z.number()]).nullish();
const list = <T extends z.ZodType>(one: T) => z.array(one).nullish();
// Numbers, which YAML by hand puts in quotation marks; a word in their place is no rating.
const rating = z.union([z.number(), z.string()]).nullish();

// Version 0.1 names the zone of a component by its id alone.
const parent = z.union([z.string(), z.looseObject({ trustZone: word, component: word })]).nullish();

const instance = z.looseObject({
  threat: word,
  state: text,
  mitigations: list(z.looseObject({ mitigation: word, state: text }).nullable()),
});
const common = { id: word, name: word, description: text };

const zone = z.looseObject({
  ...common,
  parent,
  risk: z.looseObject({ trustRating: rating }).nullish(),
  trustRating: rating,
});
export type OtmZone = z.infer<typeof zone>;

const component = z.looseObject({
  ...common,
  type: text,
  parent,
  threats: list(instance.nullable()),
});
export type OtmComponent = z.infer<typeof component>;

const flow = z.looseObject({
  ...common,
  source: word,
  destination: word,
  /** So in version 0.1. */
  from: word,
  to: word,
  bidirectional: z.unknown().optional(),
  assets: list(word),
  threats: list(instance.nullable()),
});
export type OtmFlow = z.infer<typeof flow>;

const threat = z.looseObject({
  ...common,
  categories: list(text),
  risk: z.looseObject({ likelihood: rating, impact: rating }).nullish(),
});
export type OtmThreat = z.infer<typeof threat>;

/** An Open Threat Model 0.1 or 0.2, as far as it is read; nulls and missing parts are common in real files. */
export const otmModel = z.looseObject({
  otmVersion: word,
  project: z.looseObject({ name: word, id: word, description: text }).nullish(),
  trustZones: list(zone),
  /** So in version 0.1. */
  trustzones: list(zone),
  components: list(component),
  dataflows: list(flow),
  threats: list(threat),
  mitigations: list(z.looseObject(common)),
  assets: list(z.looseObject(common)),
});
export type OtmModel = z.infer<typeof otmModel>;
