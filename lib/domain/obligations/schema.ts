import * as z from "zod";
import type { Route } from "@/lib/domain/frameworks/schema";

/** What the decision tree for the EU AI Act can end in. */
export const outcomes = [
  "unacceptable",
  "high",
  "high_sectoral",
  "limited",
  "minimal",
  "not_high_risk_by_derogation",
  "fria_required",
  "fria_not_required",
  "gpai",
  "gpai_open_source",
  "gpai_systemic_presumed",
  "gpai_systemic",
  "not_gpai",
  "not_gpai_provider",
  "not_ai_system",
  "out_of_scope",
  "keep_flags",
] as const;

export type Outcome = (typeof outcomes)[number];

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
  warnings: readonly string[];
}
