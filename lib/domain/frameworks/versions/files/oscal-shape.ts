import "server-only";
import * as z from "zod";

const words = z.string();

const prop = z.object({
  name: words,
  value: words,
  ns: words.optional(),
  class: words.optional(),
});

const param = z.object({
  id: words,
  label: words.optional(),
  values: z.array(words).optional(),
  select: z.object({ "how-many": words.optional(), choice: z.array(words).optional() }).optional(),
});

const part = z.object({
  name: words,
  ns: words.optional(),
  title: words.optional(),
  prose: words.optional(),
  props: z.array(prop).optional(),
  get parts(): z.ZodOptional<z.ZodArray<typeof part>> {
    return z.array(part).optional();
  },
});

const link = z.object({ href: words, rel: words.optional(), text: words.optional() });

const control = z.object({
  id: words.min(1),
  class: words.optional(),
  title: words,
  params: z.array(param).optional(),
  props: z.array(prop).optional(),
  links: z.array(link).optional(),
  parts: z.array(part).optional(),
  get controls(): z.ZodOptional<z.ZodArray<typeof control>> {
    return z.array(control).optional();
  },
});

const group = z.object({
  id: words.optional(),
  class: words.optional(),
  title: words,
  params: z.array(param).optional(),
  props: z.array(prop).optional(),
  links: z.array(link).optional(),
  parts: z.array(part).optional(),
  controls: z.array(control).optional(),
  get groups(): z.ZodOptional<z.ZodArray<typeof group>> {
    return z.array(group).optional();
  },
});

const metadata = z.object({
  title: words,
  version: words.optional(),
  published: words.optional(),
  "last-modified": words.optional(),
  remarks: words.optional(),
  props: z.array(prop).optional(),
  parties: z.array(z.object({ uuid: words, name: words.optional() })).optional(),
  "responsible-parties": z.array(z.object({ "role-id": words, "party-uuids": z.array(words) })).optional(),
});

/** What is read of an OSCAL catalog; what else it may hold is left out and counted. */
export const catalogFile = z.object({
  catalog: z.object({
    uuid: words,
    metadata,
    params: z.array(param).optional(),
    controls: z.array(control).optional(),
    groups: z.array(group).optional(),
  }),
});

export type Catalog = z.output<typeof catalogFile>["catalog"];
export type Control = z.output<typeof control>;
export type Group = z.output<typeof group>;
export type Part = z.output<typeof part>;
export type Prop = z.output<typeof prop>;
export type Param = z.output<typeof param>;
