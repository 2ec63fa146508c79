import * as z from "zod";
import type { DecisionKind } from "@/lib/domain/decisions/schema";
import { column } from "@/lib/platform/register/column";
import {
  choice,
  day,
  instant,
  integer,
  longText,
  reference,
  references,
  text,
} from "@/lib/platform/schema/field";

export const assessmentStates = [
  { value: "assigned", label: "Assigned", tone: "info", help: "Nobody has answered yet." },
  { value: "in-progress", label: "In progress", tone: "info", help: "Some of it is answered." },
  {
    value: "submitted",
    label: "Waits for approval",
    tone: "warn",
    help: "Handed in; another person decides.",
  },
  { value: "returned", label: "Returned", tone: "warn", help: "Sent back with what is to be mended." },
  { value: "approved", label: "Approved", tone: "good", help: "Signed by everybody it takes." },
  {
    value: "stale",
    label: "Approval stale",
    tone: "bad",
    help: "A fact it rests on has changed since it was signed.",
  },
  { value: "refused", label: "Refused", tone: "bad", help: "Somebody who may approve it said no." },
  { value: "withdrawn", label: "Withdrawn", tone: "neutral", help: "It is not needed." },
] as const;

export type AssessmentState = (typeof assessmentStates)[number]["value"];

/** The kind of record under which a question of an assessment keeps its comments, evidence and tasks. */
export const questionsType = "assessment-questions";

/** The kind of the decision by which an assessment is approved. */
export const approvalKind = "assessment-approval" satisfies DecisionKind;

/** Whom is asked for what by when, for one or many systems at once. */
export const startFields = {
  templateKey: text({ label: "Questionnaire", max: 60 }),
  systemIds: references("systems", { label: "AI systems", help: "One assessment for each." }),
  vendorIds: references("vendors", { label: "Vendors", help: "For the assessment of a supplier." }),
  ownerId: reference("people", {
    label: "Who answers",
    help: "Answers for it and hands it in. Leave empty for the owner of each system.",
  }).nullable(),
  dueOn: day({ label: "Due" }),
};

/** Whom is asked to answer the whole, a section or one question. */
export const assignFields = {
  personId: reference("people", { label: "Person" }).nullable(),
  roleKey: text({ label: "Or role of the programme", max: 60 }).nullable(),
  sectionKey: text({ label: "Section", none: "All sections", max: 60 }).nullable(),
  questionKey: text({ label: "Question", none: "All questions", max: 60 }).nullable(),
  dueOn: startFields.dueOn,
};

/** What may be changed of an assessment while it is open. */
export const changeFields = {
  ownerId: reference("people", { label: "Who answers", help: "Answers for it and hands it in." }),
  dueOn: startFields.dueOn,
};

/** Why somebody decides as they do. */
export const reasonFields = {
  reason: longText({ label: "Reason", help: "In words that can be followed later.", max: 2_000 }),
};

const questionKey = z.string({ error: "Say which question." }).min(1, "Say which question.").max(60);

/** What is to be mended, on the whole and at questions. */
export const returnFields = {
  ...reasonFields,
  questions: z
    .array(z.strictObject({ questionKey, text: longText({ label: "What is to be mended", max: 2_000 }) }))
    .max(200, "Name at most 200 questions.")
    .default([]),
};

const cell = z.union([z.string().max(500), z.number(), z.null()]);

/** An answer as it comes in; whether it fits its question is checked against the questionnaire. */
const answerShape = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("value"),
    value: z.union([
      z.string().max(10_000, "Is too long. Write at most 10,000 characters."),
      z.number(),
      z.array(z.string().max(60)).max(60),
      z.array(z.record(z.string().max(60), cell)).max(200),
    ]),
  }),
  z.strictObject({ kind: z.literal("unknown") }),
  z.strictObject({
    kind: z.literal("not-applicable"),
    reason: longText({ label: "Why it does not apply", max: 1_000 }),
  }),
]);

/** One answer: to which question, after how many that were seen, and what; null takes the answer back. */
export const answerFields = {
  questionKey,
  seen: z
    .int({ error: "Send the number of the answer you saw, 0 where there was none." })
    .min(0)
    .max(1_000_000),
  answer: answerShape.nullable(),
};

/** An assessment as every door answers it. */
export const assessmentRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  title: z.string(),
  state: z.string(),
  version: z.int(),
});

const state = choice(assessmentStates, { label: "State" });

/** The fields whose words a history uses. */
export const assessmentHistory = {
  ...changeFields,
  ...reasonFields,
  title: text({ label: "Assessment" }),
  state,
  stateReason: longText({ label: "Why" }),
  submittedAt: instant({ label: "Handed in" }),
  approvedAt: instant({ label: "Approved" }),
  templateVersion: integer({ label: "Version of the questionnaire", min: 1, max: 9_999 }),
  rest: longText({ label: "Answers that no longer fit" }),
  question: text({ label: "Question" }),
  answer: longText({ label: "Answer" }),
};

const derived = { sortable: false, filter: null } as const;
const count = (label: string, help: string) => integer({ label, help, min: 0, max: 10_000 });

/** The columns of the register of assessments. */
export const assessmentColumns = [
  column("ref", text({ label: "Ref" }), { ...derived, shown: true, width: 82, field: "number" }),
  column("title", text({ label: "Assessment" }), { shown: true, width: 440 }),
  column("state", state, { shown: true, width: 170, sortable: false }),
  column("system", reference("systems", { label: "AI system" }).nullable(), { width: 220 }),
  column("vendor", reference("vendors", { label: "Vendor" }).nullable(), { width: 200 }),
  column("template", text({ label: "Questionnaire" }), { width: 220, sortable: false, field: "templateKey" }),
  column("owner", changeFields.ownerId.nullable(), { shown: true }),
  column("dueOn", changeFields.dueOn, { shown: true }),
  column("left", count("Left", "Questions that are still to be answered, confirmed or mended."), {
    ...derived,
    shown: true,
    width: 70,
  }),
  column("answered", count("Answered", "Of the questions that are asked by now."), { ...derived, width: 90 }),
  column("asked", count("Asked", "Questions that are asked by the answers so far."), {
    ...derived,
    width: 80,
  }),
  column("unknown", count("Gaps", 'Answers that say "I don\'t know".'), {
    ...derived,
    shown: true,
    width: 70,
  }),
  column("score", text({ label: "Score" }).nullable(), { ...derived, shown: true, width: 190 }),
  column("unit", reference("units", { label: "Business unit" }), { shown: true, width: 180 }),
  column("submittedAt", instant({ label: "Handed in" }).nullable(), { sortable: false }),
  column("approvedAt", instant({ label: "Approved" }).nullable(), { sortable: false }),
  column("createdAt", instant({ label: "Started" }), {}),
  column("updatedAt", instant({ label: "Changed" }), {}),
];
