import "server-only";
import * as z from "zod";

const text = z.string().nullish();
const flag = z.boolean().nullish();
const list = <T extends z.ZodType>(one: T) => z.array(one).nullish();
const named = { symbolic_name: text, title: text, description: text };
const placed = { ...named, trust_zone: text };
const end = z.looseObject({ type: text, object: text }).nullish();

const element = z.looseObject({ ...placed, type: text, parent_component: text });
export type LibraryElement = z.infer<typeof element>;

const flow = z.looseObject({
  ...named,
  source: end,
  destination: end,
  has_sensitive_data: flag,
  encrypted: flag,
});
export type LibraryFlow = z.infer<typeof flow>;

const threat = z.looseObject({ ...named, components_affected: list(text) });

/** A model of the OWASP Threat Model Library 1.0, as far as it is read; files of the library itself leave parts out. */
export const libraryModel = z.looseObject({
  $schema: text,
  version: z.union([z.string(), z.number()]).nullish(),
  description: text,
  scope: z.looseObject({ title: text, description: text }),
  trust_zones: list(z.looseObject(named)),
  actors: list(element),
  components: list(element),
  data_stores: list(element),
  data_sets: list(
    z.looseObject({
      placements: list(z.looseObject({ data_store: text, encrypted: flag })),
      data_sensitivity: list(text),
    }),
  ),
  data_flows: list(flow),
  assumptions: list(z.looseObject({ description: text, validity: text })),
  threat_personas: list(z.looseObject({ title: text })),
  threats: list(threat),
  controls: list(z.looseObject({ ...named, threats: list(text), status: text })),
  risks: list(
    z.looseObject({ threats: list(text), likelihood: text, level: text, score: z.number().nullish() }),
  ),
});
export type LibraryModel = z.infer<typeof libraryModel>;
