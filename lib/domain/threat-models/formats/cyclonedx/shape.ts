import "server-only";
import * as z from "zod";

const text = z.string().nullish();
const list = <T extends z.ZodType>(one: T) => z.array(one).nullish();

const part = z.looseObject({
  "bom-ref": text,
  type: text,
  group: text,
  name: text,
  version: text,
  description: text,
  purl: text,
  supplier: z.looseObject({ name: text }).nullish(),
  licenses: list(z.unknown()),
  /** Of a component that is data. */
  data: list(z.looseObject({ type: text, classification: text, sensitiveData: list(text) })),
  /** Of a service. */
  trustZone: text,
  authenticated: z.boolean().nullish(),
  modelCard: z
    .looseObject({
      modelParameters: z
        .looseObject({ task: text, datasets: list(z.looseObject({ ref: text, name: text, type: text })) })
        .nullish(),
    })
    .nullish(),
  components: list(z.looseObject({})),
  services: list(z.looseObject({})),
});
export type BomPart = z.infer<typeof part>;

/** A CycloneDX bill of materials 1.5 to 1.7, as far as elements of a threat model are read from it. */
export const billShape = z.looseObject({
  bomFormat: z.literal("CycloneDX"),
  specVersion: z.string(),
  metadata: z.looseObject({ component: part.nullish() }).nullish(),
  components: list(part),
  services: list(part),
});
export { part as bomPart };
