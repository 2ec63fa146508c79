import * as z from "zod";
import { stages } from "@/lib/domain/inventory/systems/options/schema";
import { systemFields } from "@/lib/domain/inventory/systems/schema";
import { column } from "@/lib/platform/register/column";
import { choice, day, instant, longText, reference, text, triState } from "@/lib/platform/schema/field";

export const proposalStates = [
  { value: "submitted", label: "Submitted", tone: "info", help: "Waits for triage." },
  { value: "returned", label: "Asked back", tone: "warn", help: "The proposer is asked something." },
  { value: "triaged", label: "Waits for approval", tone: "info", help: "Owners are named." },
  { value: "approved", label: "Approved", tone: "good", help: "An AI system of the inventory." },
  { value: "declined", label: "Declined", tone: "bad" },
  { value: "withdrawn", label: "Withdrawn", tone: "neutral" },
  {
    value: "not-ai",
    label: "Not AI",
    tone: "neutral",
    help: "By the answers it is no AI system; kept with its reasons.",
  },
] as const;

export type ProposalState = (typeof proposalStates)[number]["value"];

const sourcings = [
  { value: "build", label: "We build it" },
  { value: "buy", label: "We buy a product" },
  { value: "service", label: "We use a service" },
  { value: "feature", label: "A feature of something we have" },
] as const;

/** The elements of the definition of an AI system in Article 3(1) of the EU AI Act, as questions anybody can answer. */
export const elementFields = {
  machineBased: triState({
    label: "It runs on a machine",
    help: "Software or hardware does it; a checklist that people work through does not count (EU AI Act Art. 3(1)).",
  }),
  infers: triState({
    label: "It works out how to get from input to output",
    help: "It learned that from data or draws conclusions from encoded knowledge. Rules that people wrote in full, such as a formula or a fixed workflow, do not count (Art. 3(1), recital 12).",
  }),
  outputs: triState({
    label: "Its output influences something",
    help: "Predictions, content, recommendations or decisions that people or other systems act on (Art. 3(1)).",
  }),
  independent: triState({
    label: "It acts with some independence",
    help: "At least part of its work happens without a person doing each step (Art. 3(1), “varying levels of autonomy”).",
  }),
  adapts: triState({
    label: "It may change after it is in use",
    help: "Not needed to be an AI system; asked because it has to be watched differently (Art. 3(1), Art. 15(4)).",
  }),
};

/** What a person writes who proposes a use of AI. */
export const proposalFields = {
  ...elementFields,
  name: text({ label: "Name", help: "What you would call it.", example: "Answers to supplier questions" }),
  purpose: longText({
    label: "What for",
    help: "What it is to be used for, for whom, and what happens today without it.",
    max: 4_000,
  }),
  unitId: systemFields.unitId,
  requestedFor: text({
    label: "Who needs it",
    help: "The team or person behind the wish.",
    max: 200,
  }).nullable(),
  kind: systemFields.kind,
  exposure: systemFields.exposure,
  affectedPeople: systemFields.affectedPeople,
  dataClasses: systemFields.dataClasses,
  personalData: systemFields.personalData,
  sourcing: choice(sourcings, { label: "Where it comes from" }).nullable(),
  supplier: text({ label: "Supplier", help: "If it is known.", max: 200 }).nullable(),
  modelName: text({ label: "Model", help: "If it is known.", max: 200 }).nullable(),
  plannedOn: day({ label: "Planned start" }).nullable(),
  notes: longText({ label: "Anything else", max: 4_000 }).nullable(),
};

const [idea, development, validation, production] = stages;

/** What triage decides before somebody approves. */
export const triageFields = {
  ownerId: reference("people", { label: "Owner", help: "Answers for its use and its risks." }),
  technicalOwnerId: systemFields.technicalOwnerId,
  criticality: systemFields.criticality.unwrap(),
  stage: choice([idea, development, validation, production], {
    label: "Stage",
    help: "Where it starts in its life; later changes are moves through the gates.",
  }),
  triageNote: longText({
    label: "Note for the approval",
    help: "What was looked at: duplicates, data, supplier, what is open.",
    max: 2_000,
  }).nullable(),
};

/** What is asked of a proposer. */
export const questionFields = {
  question: longText({ label: "Question", help: "What has to be answered before it goes on.", max: 2_000 }),
};

/** Why something was decided. */
export const reasonFields = {
  reason: longText({ label: "Reason", help: "In words that can be followed later.", max: 2_000 }),
};

const stateField = choice(proposalStates, { label: "State" });

/** The fields whose words a proposal's history uses. */
export const historyFields = {
  ...proposalFields,
  ...triageFields,
  ...questionFields,
  state: stateField,
  decisionReason: reasonFields.reason,
};

/** The columns of the register of proposals. */
export const proposalColumns = [
  column("ref", text({ label: "Ref" }), {
    shown: true,
    width: 74,
    filter: null,
    field: "number",
    sortable: false,
  }),
  column("name", proposalFields.name, { shown: true, width: 320 }),
  column("state", stateField, { shown: true, width: 150 }),
  column("unit", proposalFields.unitId, { shown: true, width: 190 }),
  column("proposer", text({ label: "Proposed by" }), {
    shown: true,
    width: 170,
    filter: null,
    sortable: false,
  }),
  column("owner", triageFields.ownerId, { shown: true, width: 170 }),
  column("criticality", triageFields.criticality.nullable(), { width: 120 }),
  column("kind", proposalFields.kind, { width: 150 }),
  column("sourcing", proposalFields.sourcing, { width: 170 }),
  column("supplier", proposalFields.supplier, { width: 160 }),
  column("plannedOn", proposalFields.plannedOn, { width: 120 }),
  column("createdAt", instant({ label: "Proposed" }), { shown: true }),
  column("updatedAt", instant({ label: "Changed" }), {}),
];

/** A proposal as every door answers it. */
export const proposalRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  name: z.string(),
  state: z.string(),
  version: z.int(),
});
