import { answerProblem } from "@/lib/domain/assessments/templates/answers/rules";
import type { Answer, Answers } from "@/lib/domain/assessments/templates/rules";
import type { Question, Template } from "@/lib/domain/assessments/templates/schema";

/** What becomes of the answers when an assessment moves to a newer version of its questionnaire. */
export interface Upgrade {
  kept: Record<string, Answer>;
  /** Keys of kept answers whose question is worded otherwise now: to be looked at again. */
  reworded: string[];
  /** The answers that do not fit any more, each with why; shown and kept apart, never dropped. */
  rest: { key: string; label: string; answer: Answer; why: string }[];
}

/**
 * Returns which answers to the older version still fit the newer one, and the others with why. A question is the same when its
 * key is; its answer fits when it could be given today and means what it meant: the same kind, unit, scale and kind of record.
 */
export function upgradeAnswers(before: Template, after: Template, answers: Answers): Upgrade {
  const [old, now] = [questionsOf(before), questionsOf(after)];
  const upgrade: Upgrade = { kept: {}, reworded: [], rest: [] };
  for (const [key, answer] of Object.entries(answers)) {
    if (!answer) continue;
    const [asked, asks] = [old.get(key), now.get(key)];
    const why = misfit(asked, asks, answer);
    if (why === null) {
      upgrade.kept[key] = answer;
      if (asked && asks && wordingOf(asked) !== wordingOf(asks)) upgrade.reworded.push(key);
    } else upgrade.rest.push({ key, label: asked?.label ?? key, answer, why });
  }
  return upgrade;
}

function questionsOf({ sections }: Template): ReadonlyMap<string, Question> {
  return new Map(sections.flatMap(({ questions }) => questions.map((one) => [one.key, one] as const)));
}

function misfit(before: Question | undefined, after: Question | undefined, answer: Answer): string | null {
  if (!before) return "It is not a question of the version that was answered.";
  if (!after) return "The question is not asked any more.";
  if (before.kind !== after.kind)
    return `It was a question of the kind ${before.kind} and is ${after.kind} now.`;
  const problem = answerProblem(after, answer);
  return meaningChange(before, after) ?? (problem && `It could not be given any more. ${problem}`);
}

// The same number in another unit, or step on another scale, would say something else.
function meaningChange(before: Question, after: Question): string | null {
  if (before.kind === "number" && after.kind === "number" && before.unit !== after.unit)
    return `The unit was ${before.unit} and is ${after.unit} now.`;
  if (
    before.kind === "scale" &&
    after.kind === "scale" &&
    (before.from !== after.from || before.to !== after.to)
  )
    return `The scale went from ${before.from} to ${before.to} and goes from ${after.from} to ${after.to} now.`;
  if (before.kind === "records" && after.kind === "records" && before.concept !== after.concept)
    return `It asked for ${before.concept} and asks for ${after.concept} now.`;
  if (before.kind !== "table" || after.kind !== "table") return null;
  const units = new Map(before.columns.map(({ key, unit }) => [key, unit]));
  const other = after.columns.find(({ key, unit }) => units.has(key) && units.get(key) !== unit);
  return other ? `The unit of the column ${other.label} is another now.` : null;
}

// What a person read when they answered: the words, without what is only for reckoning.
function wordingOf(question: Question): string {
  const { label, help } = question;
  const options =
    "options" in question ? question.options.map(({ value, label: words }) => [value, words]) : [];
  return JSON.stringify([label, help ?? "", options, question.kind === "scale" ? question.labels : {}]);
}
