import type { Condition } from "@/lib/domain/assessments/templates/conditions/schema";
import type { Question, Section, Template } from "@/lib/domain/assessments/templates/schema";

type Cell = string | number | null;

/** One answer: a value, "I don't know", or "not applicable" with its reason. */
export type Answer =
  | { kind: "value"; value: string | number | readonly string[] | readonly Readonly<Record<string, Cell>>[] }
  | { kind: "unknown" }
  | { kind: "not-applicable"; reason: string };

/** Answers by the key of their question. */
export type Answers = Readonly<Record<string, Answer | undefined>>;

/** What is known of the system, by the name of the fact; null, undefined and an empty list are not known. */
export type SystemFacts = Readonly<Record<string, unknown>>;

/** What a questionnaire asks by now, and the answers that stand to questions it no longer asks. */
export interface Asked {
  sections: readonly { section: Section; questions: readonly Question[] }[];
  hidden: readonly Question[];
}

/**
 * Returns the sections and questions whose conditions hold, in their order, and the answered questions whose conditions do
 * not. An answer that is no longer asked for counts for no condition and no score; it is kept and named, never dropped.
 */
export function askedOf(template: Template, answers: Answers, facts: SystemFacts): Asked {
  const standing: Record<string, Answer | undefined> = {};
  const hidden: Question[] = [];
  const holds = (condition: Condition | undefined) => !condition || isTrue(condition, standing, facts);
  const sections = template.sections.map((section) => {
    const open = holds(section.when);
    const questions = section.questions.filter((question) => {
      const asked = open && holds(question.when);
      const answer = answers[question.key];
      if (asked) standing[question.key] = answer;
      else if (answer) hidden.push(question);
      return asked;
    });
    return { section, questions };
  });
  return { sections: sections.filter(({ questions }) => questions.length > 0), hidden };
}

function isTrue(condition: Condition, answers: Answers, facts: SystemFacts): boolean {
  if ("all" in condition) return condition.all.every((one) => isTrue(one, answers, facts));
  if ("any" in condition) return condition.any.some((one) => isTrue(one, answers, facts));
  if ("not" in condition) return !isTrue(condition.not, answers, facts);
  if ("fact" in condition) {
    const value = facts[condition.fact];
    if ("known" in condition) return isKnown(value) === condition.known;
    return isKnown(value) && matches(condition, value);
  }
  const answer = answers[condition.answer];
  if ("answered" in condition) return (answer !== undefined) === condition.answered;
  if (!answer || answer.kind === "not-applicable") return false;
  return matches(condition, answer.kind === "unknown" ? "unknown" : answer.value);
}

type Comparison = Exclude<
  Condition,
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { known: boolean }
  | { answered: boolean }
>;

// A value of several values is what any of them is; 3 and "3" are the same step of a scale.
function matches(condition: Comparison, value: unknown): boolean {
  const values = (Array.isArray(value) ? value : [value]).map(String);
  if ("is" in condition) return values.includes(String(condition.is));
  if ("in" in condition) return condition.in.some((one) => values.includes(String(one)));
  if ("includes" in condition) return values.includes(condition.includes);
  if (value === "unknown") return false;
  if ("atLeast" in condition) return Number(value) >= condition.atLeast;
  return Number(value) <= condition.atMost;
}

function isKnown(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** How a score came about: points earned of the most that could be, and what was left out of it. */
export interface Score {
  /** 100 × earned ÷ most; null while nothing that counts is answered. */
  percent: number | null;
  earned: number;
  most: number;
  /** Only once nothing that counts is open: half an answer is never called strong. */
  band: NonNullable<Template["scoring"]>["bands"][number] | null;
  /** Scored questions that are asked and not answered yet. */
  open: number;
  /** Of those that count, how many say "I don't know". */
  unknown: number;
  /** Scored questions that do not apply. */
  notApplicable: number;
  sections: readonly { key: string; title: string; earned: number; most: number }[];
}

/**
 * Returns the score of a questionnaire by its published rule: the sum of weight × points over the sum of weight × most points
 * of the scored questions that are asked, answered and apply; null where the questionnaire is not scored.
 */
export function scoreOf(template: Template, answers: Answers, facts: SystemFacts): Score | null {
  const { scoring } = template;
  if (!scoring) return null;
  const counts = { open: 0, unknown: 0, notApplicable: 0 };
  const sections = askedOf(template, answers, facts).sections.map(({ section, questions }) => {
    const sums = { key: section.key, title: section.title, earned: 0, most: 0 };
    for (const question of questions) {
      const most = maxPoints(question);
      if (most === 0 || !("weight" in question)) continue;
      const answer = answers[question.key];
      if (!answer) counts.open += 1;
      else if (answer.kind === "not-applicable") counts.notApplicable += 1;
      else {
        if (answer.kind === "unknown") counts.unknown += 1;
        sums.most += question.weight * most;
        sums.earned += question.weight * pointsOf(question, answer, most, scoring.moreIs);
      }
    }
    return sums;
  });
  const earned = sections.reduce((sum, one) => sum + one.earned, 0);
  const most = sections.reduce((sum, one) => sum + one.most, 0);
  const percent = most === 0 ? null : (100 * earned) / most;
  const band =
    percent === null || counts.open > 0
      ? null
      : (scoring.bands.findLast(({ from }) => from <= percent) ?? null);
  return { percent, earned, most, band, ...counts, sections: sections.filter((one) => one.most > 0) };
}

/** Returns the most points that a question can earn, before its weight; 0 when it is not scored or absent. */
export function maxPoints(question: Question | undefined): number {
  if (!question) return 0;
  if (question.kind === "choice") return Math.max(0, ...question.options.map(({ points }) => points ?? 0));
  if (question.kind === "several")
    return question.options.reduce((sum, { points }) => sum + (points ?? 0), 0);
  if (question.kind === "yes-no") return Math.max(question.points?.yes ?? 0, question.points?.no ?? 0);
  if (question.kind === "scale") return question.points === "none" ? 0 : question.to - question.from;
  return 0;
}

// "I don't know" is the worst answer there is: unknown is never good.
function pointsOf(
  question: Question,
  answer: Exclude<Answer, { kind: "not-applicable" }>,
  most: number,
  moreIs: "better" | "worse",
): number {
  if (answer.kind === "unknown") return moreIs === "better" ? 0 : most;
  const chosen = (Array.isArray(answer.value) ? answer.value : [answer.value]).map(String);
  if (question.kind === "yes-no") return question.points?.[chosen[0] === "yes" ? "yes" : "no"] ?? 0;
  if (question.kind === "choice" || question.kind === "several")
    return question.options.reduce(
      (sum, { value, points }) => sum + (chosen.includes(value) ? (points ?? 0) : 0),
      0,
    );
  if (question.kind !== "scale") return 0;
  const step = Math.min(Math.max(Number(chosen[0]), question.from), question.to);
  return question.points === "low-is-more" ? question.to - step : step - question.from;
}
