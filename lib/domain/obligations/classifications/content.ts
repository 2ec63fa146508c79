import "server-only";
import { type Headline, headlineOf } from "@/lib/domain/obligations/classifications/rules";
import { answersByFacts, factsOf, knownFacts, type SystemFacts } from "@/lib/domain/obligations/facts";
import type { Law } from "@/lib/domain/obligations/law";
import { classifyBy } from "@/lib/domain/obligations/queries/classify";
import { readAnswers } from "@/lib/domain/obligations/read-answers";
import type { Classification } from "@/lib/domain/obligations/schema";
import { begin } from "@/lib/domain/obligations/tree";
import type { Transaction } from "@/lib/platform/database/client";
import type { ClassificationAnswer } from "@/lib/platform/database/generated/client";

/** What counts as the answer to a question: what somebody said, else what the register of AI systems says. */
interface Given {
  answers: readonly string[];
  source: "person" | "register";
  /** Who said it and when; null for what the register says. */
  byId: string | null;
  at: Date | null;
}

/** The answers to the tree for one system, with what they lead to by an edition of the law. */
export interface Content {
  law: Law;
  facts: SystemFacts;
  given: ReadonlyMap<string, Given>;
  /** How often a question was answered, by its id. */
  numbers: ReadonlyMap<string, number>;
  result: Classification;
  headline: Headline;
  /** The facts that the questions which were asked are about. */
  reads: readonly string[];
}

type StoredAnswer = Pick<
  ClassificationAnswer,
  "questionId" | "number" | "answers" | "answeredById" | "createdAt"
>;

/** Returns what the newest answers and the facts of a system lead to; an answer that the edition does not know counts as open. */
export function contentOf(law: Law, system: object, stored: readonly StoredAnswer[]): Content {
  const facts = knownFacts(system);
  const newest = new Map<string, StoredAnswer>();
  for (const one of stored)
    if (one.number > (newest.get(one.questionId)?.number ?? 0)) newest.set(one.questionId, one);
  const given = new Map<string, Given>();
  for (const [id, { choices }] of law.tree.questions) {
    const said = newest.get(id);
    const words = choices.map(({ answer }) => answer);
    const answers = said?.answers.filter((answer) => words.includes(answer)) ?? [];
    if (said && answers.length > 0) {
      given.set(id, { answers, source: "person", byId: said.answeredById, at: said.createdAt });
      continue;
    }
    const told = answersByFacts(law.tree, id, facts);
    if (told.length > 0) given.set(id, { answers: told, source: "register", byId: null, at: null });
  }
  const asGiven = Object.fromEntries(
    [...given].map(([id, { answers }]) => [id, id === begin.role ? [...answers] : (answers[0] ?? "")]),
  );
  const result = classifyBy(law, readAnswers(law.tree, asGiven));
  const reads = [...new Set(result.asked.flatMap(factsOf))].sort();
  const numbers = new Map([...newest].map(([id, { number }]) => [id, number]));
  return { law, facts, given, numbers, result, headline: headlineOf(result), reads };
}

/** Returns the answers of classifications, by the ids of their systems. */
export async function answersOf(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ClassificationAnswer[]>> {
  const found = await tx.classificationAnswer.findMany({ where: { classificationId: { in: [...ids] } } });
  return Map.groupBy(found, ({ classificationId }) => classificationId);
}

/** Returns what the row of a classification keeps of its content, for registers and rules. */
export function summaryOf({ law, result, headline }: Content) {
  const { riskClass, modelClass, routes, appliesFrom, practicalFrom } = headline;
  const day = (text: string | null) => (text === null ? null : new Date(`${text}T00:00:00Z`));
  return {
    lawEdition: law.edition,
    lawDigest: law.digest,
    outcomes: [...new Set(result.outcomes.map(({ outcome }) => outcome))],
    ...{ riskClass, modelClass, routes },
    appliesFrom: day(appliesFrom),
    practicalFrom: day(practicalFrom),
    openQuestions: result.openQuestions.length,
  };
}
