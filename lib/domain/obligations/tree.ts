import "server-only";
import * as z from "zod";
import { shippedTable, tableIn } from "@/lib/domain/frameworks/queries/shipped";
import {
  type Choice,
  type Outcome,
  type OutcomeFacts,
  outcomes,
  type Question,
} from "@/lib/domain/obligations/schema";

/** Where the parts of the tree begin; the questions between are data. */
export const begin = {
  subject: "S1",
  role: "R1",
  annexIII: "B1",
  derogation: "D1",
  transparency: "T1",
  close: "Z1",
  model: "G1",
} as const;

export const end = "END";

/** The decision tree, with what follows from its shape. */
export interface Tree {
  questions: ReadonlyMap<string, Question>;
  outcomes: ReadonlyMap<string, OutcomeFacts>;
  /** The question at which all ways from a question meet again, those that end aside; END where there is none. */
  joinOf(id: string): string;
  /** Whether a way from a question can end before it reaches its join. */
  mayEnd(id: string): boolean;
}

const text = z.string().trim().min(1);
const cell = z.string().trim();
const row = z.strictObject({
  question_id: z.string().regex(/^[A-Z]\d+[a-z]?$/),
  question: text,
  legal_ref: text,
  catalogue_refs: cell,
  answer: text,
  next_question: text,
  outcome: z.union([z.literal(""), z.enum(outcomes)]),
  note: cell,
});
const facts = z.strictObject({ outcome: z.enum(outcomes), label: text, dated_by: cell, caveat: cell });

let known: Tree | undefined;

/** Returns the decision tree, read once; throws ReferenceDataError or Error where the file does not hold together. */
export function decisionTree(): Tree {
  known ??= treeOf(
    questionsOf(shippedTable("frameworks/eu-ai-act-classification.csv", row)),
    factsOf(shippedTable("frameworks/eu-ai-act-outcomes.csv", facts)),
  );
  return known;
}

/** Returns a decision tree read from the text of a file in the shape of the shipped one; throws as `decisionTree`. */
export function treeIn(file: string, text: string): Tree {
  return treeOf(
    questionsOf(tableIn(file, text, row)),
    factsOf(shippedTable("frameworks/eu-ai-act-outcomes.csv", facts)),
  );
}

function questionsOf(rows: readonly z.output<typeof row>[]): Map<string, Question> {
  const questions = new Map<string, Question & { choices: Choice[] }>();
  for (const line of rows) {
    const question = questions.get(line.question_id) ?? {
      id: line.question_id,
      text: line.question,
      legalRef: line.legal_ref,
      catalogueRefs: line.catalogue_refs.split(";").filter(Boolean),
      choices: [],
    };
    question.choices.push({
      answer: line.answer,
      next: line.next_question,
      outcome: line.outcome === "" ? null : line.outcome,
      note: line.note || null,
    });
    questions.set(question.id, question);
  }
  for (const id of Object.values(begin))
    if (!questions.has(id)) throw new Error(`The tree has no question ${id}.`);
  for (const { id, choices } of questions.values())
    for (const { next } of choices)
      if (next !== end && !questions.has(next))
        throw new Error(`${id} of the tree leads to ${next}, which is not there.`);
  return questions;
}

function factsOf(rows: readonly z.output<typeof facts>[]): Map<Outcome, OutcomeFacts> {
  return new Map(
    rows.map(({ outcome, label, dated_by, caveat }) => [
      outcome,
      { label, datedBy: dated_by || null, caveat: caveat || null },
    ]),
  );
}

// Annex III stops at the first match in the file; here a match goes on to the next point, so that every one is asked.
function nextsOf(question: Question): string[] {
  const nexts = question.choices.map(({ next }) => next);
  return inAnnexIII(question.id) ? nexts.filter((next) => next !== begin.derogation) : nexts;
}

/** Tells whether a question asks for a point of Annex III. */
export function inAnnexIII(id: string): boolean {
  return id.startsWith("B");
}

function treeOf(questions: Map<string, Question>, outcomeFacts: Map<string, OutcomeFacts>): Tree {
  const nextsAt = (id: string) => {
    const question = questions.get(id);
    return question ? nextsOf(question) : [];
  };
  const onEveryWay = new Map<string, string[]>();
  const waysFrom = (id: string, passed: readonly string[] = []): string[] => {
    if (passed.includes(id)) throw new Error(`The tree goes in a circle at ${id}.`);
    const ready = onEveryWay.get(id);
    if (ready) return ready;
    const nexts = nextsAt(id).filter((next) => next !== end);
    const [first, ...others] = nexts.map((next) => waysFrom(next, [...passed, id]));
    const common = (first ?? []).filter((one) => others.every((way) => way.includes(one)));
    const ways = [id, ...common];
    onEveryWay.set(id, ways);
    return ways;
  };
  const joinOf = (id: string) => waysFrom(id)[1] ?? end;
  const mayEnd = (id: string) => {
    const join = joinOf(id);
    const seen = new Set<string>([id]);
    for (const at of seen)
      for (const next of nextsAt(at))
        if (next === end && join !== end) return true;
        else if (next !== end && next !== join) seen.add(next);
    return false;
  };
  for (const id of questions.keys()) waysFrom(id);
  return { questions, outcomes: outcomeFacts, joinOf, mayEnd };
}
