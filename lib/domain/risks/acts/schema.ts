import { decisionFields } from "@/lib/domain/decisions/schema";
import { riskFields, scoreFields, scoreKinds, statusField } from "@/lib/domain/risks/schema";
import { choice, day, integer, longText } from "@/lib/platform/schema/field";

/** What a form of one score asks. */
export const scoringFields = {
  kind: choice(scoreKinds, { label: "Which score" }),
  likelihood: integer({ label: "Likelihood", min: 1, max: 7 }),
  impact: integer({ label: "Impact", min: 1, max: 7 }),
  reason: longText({
    label: "Reason",
    help: "Why this score, in a sentence an auditor can follow.",
    max: 2_000,
  }),
};

export const reviewOutcomes = [
  { value: "no-change", label: "No change", help: "It stands as it is." },
  { value: "score-changed", label: "Score changed", help: "Score it anew as well." },
  { value: "treatment-changed", label: "Treatment changed", help: "Change the plan as well." },
  { value: "closed", label: "Closed" },
  { value: "reopened", label: "Reopened" },
] as const;

const [noChange, scoreChanged, treatmentChanged] = reviewOutcomes;

/** What a form of a review asks; closing and reopening are acts of their own. */
export const reviewFields = {
  outcome: choice([noChange, scoreChanged, treatmentChanged], { label: "Outcome" }),
  notes: longText({ label: "What was found", help: "What was looked at and what came of it.", max: 4_000 }),
  nextReviewOn: day({ label: "Next review", help: "Left empty, its interval or level decides." }).nullable(),
};

/** Why a risk is closed, or opened again. */
export const closingFields = {
  reason: longText({ label: "Reason", help: "What made it no longer a risk, or a risk again.", max: 2_000 }),
};

/** What somebody writes who asks for an acceptance. */
export const requestFields = decisionFields;

/** What somebody writes who accepts. */
export const acceptanceFields = {
  reason: longText({
    label: "Reason",
    help: "Why it may be carried, in words an auditor can follow.",
    max: 2_000,
  }),
  until: day({ label: "Until", help: "Left empty, the day that was asked for." }).nullable(),
};

/** What somebody writes who refuses. */
export const refusalFields = {
  reason: longText({ label: "Reason", help: "What has to change first.", max: 2_000 }),
};

/** The fields whose words a risk's history uses. */
export const historyFields = { ...riskFields, ...scoreFields, ...reviewFields, status: statusField };
