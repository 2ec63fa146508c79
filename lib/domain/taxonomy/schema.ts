import * as z from "zod";
import { longText, text } from "@/lib/platform/schema/field";

/** How much is moved at once; more is narrowed to one threat model. */
export const moveLimits = { ids: 300, records: 5_000 } as const;

/** What became of an id in the newer edition. */
export const changes = [
  { value: "renumbered", label: "Another number", tone: "info" },
  { value: "renamed", label: "Another name", tone: "info" },
  { value: "retired", label: "Retired", tone: "warn" },
  { value: "same", label: "Unchanged", tone: "neutral" },
] as const;

export type EditionChange = (typeof changes)[number]["value"];

/** An id of a list of threats in one edition. */
const citedId = z.strictObject({
  framework: z.string().max(60),
  edition: z.string().max(100),
  id: z.string().min(1).max(80),
});

/** Which ids are moved, and why. */
export const moveFields = {
  items: z
    .array(citedId)
    .min(1, "Choose at least one id.")
    .max(moveLimits.ids, `Up to ${moveLimits.ids} ids are moved at once. Choose fewer.`),
  reason: longText({ label: "Reason", help: "Why, in words an auditor can follow.", max: 2_000 }),
};

/** The reason that a person gives. */
export const reasonFields = { reason: moveFields.reason };

/** Another id than the proposed one, where the person knows better or the list names none. */
export const otherFields = {
  toId: text({
    label: "Id in the newer edition",
    help: "As the newer edition writes it, such as LLM03:2026 or AML.T0053.",
    max: 80,
  }),
  reason: moveFields.reason,
};
