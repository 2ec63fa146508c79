import * as z from "zod";
import { column } from "@/lib/platform/register/column";
import { choice, day, instant, longText, reference, text } from "@/lib/platform/schema/field";

export const decisionStates = [
  { value: "requested", label: "Waiting", tone: "info", help: "Somebody asked; another person has to sign." },
  { value: "granted", label: "In force", tone: "good", help: "Signed, until its end date if it has one." },
  { value: "refused", label: "Refused", tone: "bad", help: "Somebody who may sign said no." },
  { value: "withdrawn", label: "Withdrawn", tone: "neutral", help: "Taken back before it was signed." },
  {
    value: "ended",
    label: "Ended",
    tone: "neutral",
    help: "Its end date passed, or something took its place.",
  },
  { value: "stale", label: "Stale", tone: "warn", help: "What was signed has changed since." },
] as const;

export type DecisionState = (typeof decisionStates)[number]["value"];

const decisionKinds = [
  { value: "risk-acceptance", label: "Risk acceptance" },
  { value: "control-exception", label: "Exception to a control" },
  { value: "stage-move", label: "Move to another stage" },
  { value: "assessment-approval", label: "Assessment approval" },
  { value: "statement-of-applicability", label: "Statement of Applicability" },
  { value: "eu-ai-act-classification", label: "EU AI Act classification" },
  { value: "threat-model-sign-off", label: "Threat model sign-off" },
  { value: "threat-acceptance", label: "Acceptance of a threat" },
  { value: "finding-waiver", label: "Waiver of a finding" },
  { value: "pasta-stage-sign-off", label: "PASTA stage sign-off" },
] as const;

export type DecisionKind = (typeof decisionKinds)[number]["value"];

/** What the two sides of a decision write. */
export const decisionFields = {
  reason: longText({ label: "Reason", help: "Why, in words an auditor can follow.", max: 2_000 }),
  conditions: longText({
    label: "Conditions",
    help: "What has to stay true meanwhile.",
    max: 2_000,
  }).nullable(),
  until: day({ label: "Until", help: "The last day it holds, at most a year from now." }),
};

/** Why something is to be signed although it is not complete. */
export const exceptionField = longText({
  label: "Why all the same",
  help: "Something is missing; this stands in the decision beside it.",
  max: 2_000,
}).nullable();

/** The columns of the register of decisions. */
export const decisionColumns = [
  column("subject", text({ label: "On" }), { shown: true, width: 320, sortable: false, filter: null }),
  column("kind", choice(decisionKinds, { label: "Decision" }), { shown: true, width: 150 }),
  column("state", choice(decisionStates, { label: "State" }), { shown: true }),
  column("requestedBy", reference("people", { label: "Asked by" }), { shown: true }),
  column("requestedAt", instant({ label: "Asked" }), { shown: true }),
  column("signer", reference("people", { label: "Signed by" }).nullable(), { shown: true }),
  column("signedAt", instant({ label: "Signed" }).nullable(), { shown: true }),
  column("until", decisionFields.until.nullable(), { shown: true }),
  column("reason", decisionFields.reason, {}),
  column("signerReason", longText({ label: "Reason of the signer" }).nullable(), {}),
  column("closedReason", longText({ label: "Why it ended" }).nullable(), {}),
];

/** A decision as every door answers it. */
export const decisionRecord = z.looseObject({ id: z.uuid(), state: z.string(), version: z.int() });
