import * as z from "zod";
import type { DecisionKind } from "@/lib/domain/decisions/schema";
import type { Outcome } from "@/lib/domain/obligations/schema";
import { outcomeOptions } from "@/lib/domain/obligations/schema";
import { column } from "@/lib/platform/register/column";
import {
  choice,
  day,
  instant,
  integer,
  longText,
  reference,
  several,
  text,
} from "@/lib/platform/schema/field";

export const classificationStates = [
  { value: "not-started", label: "Not classified", tone: "warn", help: "Nobody has answered anything." },
  { value: "draft", label: "Draft", tone: "info", help: "Being answered; nobody has signed it." },
  {
    value: "waiting",
    label: "Waits for a signature",
    tone: "info",
    help: "Another person signs or refuses.",
  },
  { value: "sealed", label: "Signed", tone: "good", help: "Signed, and nothing it rests on has changed." },
  {
    value: "stale",
    label: "Stale",
    tone: "bad",
    help: "A fact it rests on, or the law, has changed since it was signed.",
  },
] as const;

export type ClassificationState = (typeof classificationStates)[number]["value"];

/** The kind of the decision by which a classification is sealed. */
export const classificationKind = "eu-ai-act-classification" satisfies DecisionKind;

export const routes = [
  { value: "annex_iii", label: "Annex III" },
  { value: "annex_i", label: "Annex I" },
] as const;

const ofSystems = [
  ...["unacceptable", "high", "high_sectoral", "limited", "not_high_risk_by_derogation", "minimal"],
  ...["out_of_scope", "not_ai_system"],
];
const ofModels = [
  "gpai_systemic",
  "gpai_systemic_presumed",
  "gpai",
  "gpai_open_source",
  "not_gpai_provider",
  "not_gpai",
];

/** The classes of a system, the gravest first. */
export const riskClasses = outcomeOptions.filter(({ value }) => ofSystems.includes(value));
/** The classes of a model, the gravest first. */
export const modelClasses = outcomeOptions.filter(({ value }) => ofModels.includes(value));

/** Why somebody decides as they do. */
export const reasonFields = {
  reason: longText({ label: "Reason", help: "In words that can be followed later.", max: 2_000 }),
};

const questionId = z
  .string({ error: "Say which question." })
  .regex(/^[A-Z]\d{1,2}[a-z]?$/, "Is no question of the tree.");

/** Answers as they come in: to which question, after how many that were seen, in the words of the tree; an empty list takes one back. */
export const answersField = z
  .array(
    z.strictObject({
      questionId,
      seen: z
        .int({ error: "Send the number of the answer you saw, 0 where there was none." })
        .min(0)
        .max(1_000_000),
      answers: z.array(z.string().max(300)).max(10, "Takes at most 10 answers."),
    }),
  )
  .min(1, "Give at least one answer.")
  .max(120, "Give at most 120 answers at once.");

/** A classification as every command answers it. */
export const classificationRecord = z.looseObject({ id: z.uuid(), state: z.string(), version: z.int() });

const state = choice(classificationStates, { label: "State" });
const riskClass = choice(riskClasses as Options, {
  label: "EU AI Act class",
  help: "The gravest outcome; empty while an open question could change it.",
});
const modelClass = choice(modelClasses as Options, { label: "Model", help: "What a model of one's own is." });
const route = several(routes, {
  label: "Route",
  help: "The way into the high-risk class (Art. 6(1) and (2)).",
});
const appliesFrom = day({ label: "Formal date", help: "From when the class has effect by Art. 113." });
const practicalFrom = day({
  label: "Practical date",
  help: "The later date from which it can have effect, where the two readings of the Act differ.",
});

type Options = readonly { value: Outcome; label: string }[];

/** The fields whose words a history uses. */
export const classificationHistory = {
  ...reasonFields,
  state,
  riskClass,
  modelClass,
  routes: route,
  appliesFrom,
  practicalFrom,
  outcomes: several(outcomeOptions, { label: "Outcomes" }),
  stateReason: longText({ label: "Why" }),
  openQuestions: integer({ label: "Open questions", min: 0, max: 200 }),
  sealedAt: instant({ label: "Signed" }),
  question: text({ label: "Question" }),
  answer: longText({ label: "Answer" }),
  lawEdition: text({ label: "Edition of the law" }),
};

const derived = { sortable: false } as const;

/** The columns of the register of classifications: every AI system, classified or not. */
export const classificationColumns = [
  column("name", text({ label: "AI system" }), { shown: true, width: 280 }),
  column("state", state, { ...derived, shown: true, width: 180 }),
  column("riskClass", riskClass.nullable(), { ...derived, shown: true, width: 220 }),
  column("routes", route, { ...derived, shown: true, width: 110 }),
  column("practicalFrom", practicalFrom.nullable(), { ...derived, shown: true, width: 124 }),
  column("appliesFrom", appliesFrom.nullable(), { ...derived, width: 124 }),
  column(
    "openQuestions",
    integer({ label: "Open", help: "Questions that are still to be answered.", min: 0, max: 200 }).nullable(),
    {
      ...derived,
      filter: null,
      shown: true,
      width: 70,
    },
  ),
  column("modelClass", modelClass.nullable(), { ...derived, width: 220 }),
  column("sealedAt", instant({ label: "Signed on" }).nullable(), { ...derived, filter: null, width: 124 }),
  column("owner", reference("people", { label: "Owner" }).nullable(), { shown: true, width: 170 }),
  column("unit", reference("units", { label: "Business unit" }), { shown: true, width: 180 }),
];
