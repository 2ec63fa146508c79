import "server-only";
import type * as z from "zod";
import { type Answers, answersShape, type Choice, type Question } from "@/lib/domain/obligations/schema";
import { begin, type Tree } from "@/lib/domain/obligations/tree";
import { type FieldProblem, Invalid, TooLarge } from "@/lib/platform/errors/public-error";

/** More text than this is no answers file: all questions with their longest answers take less than a tenth of it. */
export const mostAnswerBytes = 100_000;

/** Returns the answers a text holds; throws TooLarge, or Invalid with every question and word the tree does not know. */
export function parseAnswers(tree: Tree, text: string): Answers {
  if (Buffer.byteLength(text) > mostAnswerBytes)
    throw new TooLarge(
      `The answers are larger than ${mostAnswerBytes / 1000} kB. Give one answer for each question.`,
    );
  let given: unknown;
  try {
    given = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const where = error instanceof Error ? error.message : String(error);
    throw new Invalid(`The answers are not JSON: ${where}.`);
  }
  return readAnswers(tree, given);
}

/** Returns answers that fit the tree; throws Invalid with every question and word it does not know. */
export function readAnswers(tree: Tree, given: unknown): Answers {
  const parsed = answersShape.safeParse(given);
  if (!parsed.success) throw new Invalid(problemsOf(parsed.error, given));
  const problems: FieldProblem[] = [];
  const words = new Map<string, string>();
  let roles: string[] = [];
  for (const [id, value] of Object.entries(parsed.data)) {
    const question = tree.questions.get(id);
    if (!question) {
      problems.push({ path: id, message: `There is no question "${shorten(id)}" in the decision tree.` });
      continue;
    }
    if (id !== begin.role && Array.isArray(value)) {
      problems.push({ path: id, message: `${id} takes one answer, not a list.` });
      continue;
    }
    const several = [value].flat();
    if (several.length === 0)
      problems.push({ path: id, message: `${id} names no role. Leave it out, or name each role held.` });
    const known = several.map((word) => choiceNamed(question, word) ?? word);
    for (const word of known)
      if (typeof word === "string") problems.push({ path: id, message: unknownWord(question, word) });
    const chosen = known.flatMap((word) => (typeof word === "string" ? [] : [word.answer]));
    if (id === begin.role) roles = [...new Set(chosen)];
    else if (chosen[0] !== undefined) words.set(id, chosen[0]);
  }
  if (problems.length > 0) throw new Invalid(problems);
  return { roles, words };
}

/** Returns the role a word of R1 names, without its explanation. */
export function roleNamed(answer: string): string {
  return answer.split(":")[0] ?? answer;
}

// A role may be named without its explanation: "deployer".
function choiceNamed(question: Question, word: string): Choice | undefined {
  const plain = (words: string) => words.trim().replace(/\s+/g, " ").toLowerCase();
  return question.choices.find(
    ({ answer }) =>
      plain(answer) === plain(word) ||
      (question.id === begin.role && plain(roleNamed(answer)) === plain(word)),
  );
}

function unknownWord({ id, choices }: Question, word: string): string {
  const offered = choices.map(({ answer }) => `"${answer}"`).join(", ");
  return `${id} has no answer "${shorten(word)}". It takes ${offered}.`;
}

function problemsOf(error: z.ZodError, given: unknown): FieldProblem[] {
  if (typeof given !== "object" || given === null || Array.isArray(given))
    return error.issues.map(({ message }) => ({ path: "", message }));
  return error.issues.map(({ path }) => {
    const id = shorten(String(path[0] ?? ""));
    return {
      path: id,
      message: `The answer to ${id} must be text in the words of the tree. Leave out what is not known yet.`,
    };
  });
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
