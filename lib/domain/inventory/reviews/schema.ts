import * as z from "zod";
import { choice, day, integer, longText } from "@/lib/platform/schema/field";

export const reviewOutcomes = [
  { value: "confirmed", label: "Facts confirmed", tone: "good", help: "Everything is as the record says." },
  { value: "changed", label: "Facts changed", tone: "info", help: "Change them on the form as well." },
  {
    value: "concern",
    label: "Something has to be done",
    tone: "warn",
    help: "Add a task or a risk as well.",
  },
] as const;

/** What a form of a review asks. */
export const reviewFields = {
  outcome: choice(reviewOutcomes, { label: "Outcome" }),
  note: longText({
    label: "What was found",
    help: "What was looked at and what came of it.",
    max: 2_000,
    example: "Facts confirmed with the technical owner; the vendor's new retention term entered.",
  }),
  nextReviewOn: day({
    label: "Next review",
    help: "Left empty, the organisation's cadence for its criticality decides.",
  }).nullable(),
};

const days = (label: string) => integer({ label, help: "Days between two reviews.", min: 1, max: 3_650 });

/** How many days lie between two reviews, by what a failure would mean. */
export const cadenceFields = {
  critical: days("Critical"),
  high: days("High"),
  medium: days("Medium"),
  low: days("Low"),
  unknown: days("Criticality not known, or none"),
};

export const cadence = z.strictObject(cadenceFields);
export type Cadence = z.infer<typeof cadence>;

/** What holds until the organisation sets its own. */
export const initialCadence: Cadence = { critical: 90, high: 180, medium: 365, low: 730, unknown: 180 };
