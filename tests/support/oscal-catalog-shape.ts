import * as z from "zod";

// The rules of OSCAL catalogs 1.2.0 as far as ours use them: NIST's JSON schema (oscal-catalog-schema.json of the release) with
// what is required and the patterns of its data types. What is not listed is refused.
const line = z.string().regex(/^[^\n]+$/);
const word = z.string().regex(/^\S(.*\S)?$/);
const token = z.string().regex(/^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$/u);
const uuid = z.uuid({ version: "v5" });
const prop = z.strictObject({ name: token, ns: z.url().optional(), value: word });
const part = z.strictObject({ id: token, name: token, ns: z.url().optional(), prose: z.string() });
const facts = { title: line, props: z.array(prop).min(1), parts: z.array(part).min(1).optional() };

const control: z.ZodType = z.strictObject({
  ...{ id: token, ...facts },
  controls: z.lazy(() => z.array(control).min(1)).optional(),
});

const group: z.ZodType = z.strictObject({
  ...{ id: token, ...facts, controls: z.array(control).min(1).optional() },
  groups: z.lazy(() => z.array(group).min(1)).optional(),
});

export const oscalCatalogShape = z.strictObject({
  catalog: z.strictObject({
    uuid,
    metadata: z.strictObject({
      title: line,
      "last-modified": z.iso.datetime(),
      version: word,
      "oscal-version": word,
      props: z.array(prop),
      roles: z.array(z.strictObject({ id: token, title: line })),
      parties: z.array(z.strictObject({ uuid, type: z.enum(["person", "organization"]), name: word })),
      "responsible-parties": z.array(z.strictObject({ "role-id": token, "party-uuids": z.array(uuid) })),
      remarks: z.string().optional(),
    }),
    groups: z.array(group).min(1).optional(),
    controls: z.array(control).min(1).optional(),
  }),
});
