import * as z from "zod";
import type { Route } from "@/lib/domain/frameworks/schema";

/** What the decision tree for the EU AI Act can end in, the gravest class of a system first. */
export const outcomeOptions = [
  { value: "unacceptable", label: "Prohibited practice", tone: "critical", help: "Art. 5." },
  { value: "high", label: "High-risk", tone: "bad", help: "Art. 6, by Annex I Section A or Annex III." },
  { value: "high_sectoral", label: "High-risk under Annex I Section B", tone: "bad", help: "Art. 2(2)." },
  { value: "limited", label: "Transparency duties", tone: "warn", help: "Art. 50." },
  {
    value: "not_high_risk_by_derogation",
    label: "Not high-risk by derogation",
    tone: "info",
    help: "Art. 6(3): documented and registered all the same.",
  },
  { value: "minimal", label: "Minimal risk", tone: "good", help: "Art. 4 alone." },
  { value: "out_of_scope", label: "Out of scope", tone: "neutral", help: "Art. 2." },
  { value: "not_ai_system", label: "Not an AI system", tone: "neutral", help: "Art. 3(1)." },
  { value: "fria_required", label: "Fundamental rights impact assessment required", tone: "warn" },
  { value: "fria_not_required", label: "Fundamental rights impact assessment not required", tone: "neutral" },
  { value: "gpai_systemic", label: "General-purpose AI model with systemic risk", tone: "bad" },
  { value: "gpai_systemic_presumed", label: "Systemic risk presumed", tone: "bad" },
  { value: "gpai", label: "General-purpose AI model", tone: "warn" },
  { value: "gpai_open_source", label: "Open-source general-purpose AI model", tone: "info" },
  {
    value: "not_gpai_provider",
    label: "Not the provider of the general-purpose AI model",
    tone: "neutral",
  },
  { value: "not_gpai", label: "Not a general-purpose AI model", tone: "neutral" },
  { value: "keep_flags", label: "Earlier outcomes hold", tone: "neutral" },
] as const;

/** The same, as bare words. */
export const outcomes = outcomeOptions.map(({ value }) => value) as [Outcome, ...Outcome[]];

export type Outcome = (typeof outcomeOptions)[number]["value"];

/** One answer that a question of the tree offers. */
export interface Choice {
  answer: string;
  /** The question that follows, or END. */
  next: string;
  outcome: Outcome | null;
  note: string | null;
}

/** One question of the tree. */
export interface Question {
  id: string;
  text: string;
  legalRef: string;
  /** Requirements of the framework eu-ai-act that it rests on. */
  catalogueRefs: readonly string[];
  choices: readonly Choice[];
}

/** What is known of an outcome beside the tree. */
export interface OutcomeFacts {
  label: string;
  /** The requirement that gives its date, where the question itself names none or several things. */
  datedBy: string | null;
  /** What could not be checked, or depends on more than the answers. */
  caveat: string | null;
}

/** Answers as somebody gives them: a word of the tree for each question, and a list for the roles. */
export const answersShape = z.record(z.string(), z.union([z.string(), z.array(z.string())]), {
  error: 'The answers must be one JSON object, such as {"S1": "an AI system"}.',
});

/** Answers whose every question and word the tree knows; R1 holds each role once. */
export interface Answers {
  roles: readonly string[];
  words: ReadonlyMap<string, string>;
}

/** One outcome for one role, with the articles it rests on and its dates. */
export interface Classified {
  outcome: Outcome;
  legalRef: string;
  /** The formal date; null where nothing of the Act applies. */
  appliesFrom: string | null;
  /** The later date from which it has effect, or the formal one. */
  practicalFrom: string | null;
  /** The role for which it was found; null before roles are asked, and for models. */
  role: string | null;
  /** The route into the high-risk class, for what depends on it. */
  route: Route | null;
  /** The questions answered on the way, the deciding one last. */
  path: readonly string[];
  note: string | null;
}

/** What the answers lead to. */
export interface Classification {
  outcomes: readonly Classified[];
  /** What is still to be answered, in the order of the tree. */
  openQuestions: readonly string[];
  /** Every question that these answers lead to, answered or open, in the order of the tree. */
  asked: readonly string[];
  warnings: readonly string[];
}
