import * as z from "zod";
import { relationships } from "@/lib/domain/frameworks/schema";
import { choice, longText } from "@/lib/platform/schema/field";

/** How far a requirement is covered, from best to worst. */
export const coverageStates = [
  { value: "confirmed", label: "Confirmed", tone: "good", help: "A person says that it is fulfilled." },
  {
    value: "inferred",
    label: "Inferred",
    tone: "info",
    help: "A working control does all of it, or a fulfilled requirement carries over. No person has confirmed it.",
  },
  {
    value: "related",
    label: "Related only",
    tone: "warn",
    help: "Something that works touches it, and does not settle it. It does not count.",
  },
  { value: "open", label: "Open", tone: "bad", help: "Nothing that works speaks of it." },
  { value: "excluded", label: "Not applicable", tone: "neutral", help: "Excluded with a reason." },
] as const;

export type CoverageState = (typeof coverageStates)[number]["value"];

const verdicts = [
  { value: "fulfilled", label: "Fulfilled" },
  { value: "not-fulfilled", label: "Not fulfilled" },
  { value: "open", label: "As the rule says", help: "Takes back what was said before." },
] as const;

/** What a person says of a requirement. */
export const findingFields = {
  verdict: choice(verdicts, { label: "It is" }),
  reason: longText({
    label: "Reason",
    help: "What you looked at, in words an auditor can follow.",
    max: 2_000,
  }),
};

/** What a person says of a row of the crosswalk. */
export const crosswalkFields = {
  relationship: choice(relationships, { label: "The first is to the second" }),
  reason: findingFields.reason,
};

/** Why a requirement does not apply. */
export const deviationFields = { reason: findingFields.reason };

/** Where coverage is asked for: one AI system, or a business unit with everything below it. */
export const placeInput = {
  unitId: z.uuid({ error: "Is not the id of a record." }).optional(),
  systemId: z.uuid({ error: "Is not the id of a record." }).optional(),
};
