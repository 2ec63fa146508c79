import * as z from "zod";
import { choice, integer, longText, reference, text } from "@/lib/platform/schema/field";

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

/** Whether somebody has looked at what a model takes for granted. */
export const assumptionStates = [
  { value: "open", label: "Open", tone: "warn", help: "Nobody has looked yet." },
  { value: "confirmed", label: "Confirmed", tone: "good", help: "Somebody has looked, and it holds." },
  {
    value: "wrong",
    label: "Wrong",
    tone: "bad",
    help: "It does not hold; what rests on it is to be looked at.",
  },
] as const;

type AssumptionState = (typeof assumptionStates)[number]["value"];

/** Returns the state of an assumption as people read it. */
export function assumptionState(confirmed: boolean | null): AssumptionState {
  return confirmed === null ? "open" : confirmed ? "confirmed" : "wrong";
}

/** Returns the state of an assumption as a drawing holds it. */
export function confirmedIn(state: AssumptionState): boolean | null {
  return state === "open" ? null : state === "confirmed";
}

/** What a person says of an assumption. */
export const assumptionFields = {
  text: longText({
    label: "Assumption",
    help: "What the model takes for granted, in one sentence that can be checked.",
    example: "The provider does not train on our prompts",
    max: 2_000,
  }),
  state: choice(assumptionStates, { label: "State" }),
  ownerId: reference("people", { label: "Owner", help: "Sees to it that somebody looks." })
    .nullable()
    .default(null),
};
