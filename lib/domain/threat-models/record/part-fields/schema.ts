import * as z from "zod";
import { integer, longText, text } from "@/lib/platform/schema/field";

const description = longText({ label: "Description", max: 10_000 }).nullable().default(null);
const end = (label: string) => text({ label }).nullable().default(null);

/** What a person says of an element, beside the attributes of its type. */
export const elementFields = {
  name: text({ label: "Name" }),
  type: text({ label: "Type", max: 60 }).nullable().default(null),
  zoneId: text({ label: "Zone" }).nullable().default(null),
  outOfScope: z.boolean({ error: "Say yes or no." }).default(false),
  description,
};

/** What a person says of a flow, beside its attributes. */
export const flowFields = {
  name: text({ label: "Name" }),
  from: end("From"),
  to: end("To"),
  bidirectional: z.boolean({ error: "Say yes or no." }).default(false),
  carries: text({
    label: "Carries",
    help: "Separated by commas: prompts, personal_data, untrusted_content, or your own words.",
    max: 500,
  })
    .nullable()
    .default(null),
  outOfScope: z.boolean({ error: "Say yes or no." }).default(false),
  description,
};

/** What a person says of a zone. */
export const zoneFields = {
  name: text({ label: "Name" }),
  trust: integer({ label: "Trust", help: "From 0, not at all, to 100.", min: 0, max: 100 })
    .nullable()
    .default(null),
  parent: text({ label: "Lies in" }).nullable().default(null),
  description,
};
