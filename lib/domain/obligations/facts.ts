import "server-only";
import * as z from "zod";
import { shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import { newSystemFields } from "@/lib/domain/inventory/systems/schema";
import { roleNamed } from "@/lib/domain/obligations/read-answers";
import { begin, type Tree } from "@/lib/domain/obligations/tree";
import { fieldMeta } from "@/lib/platform/schema/field";

type FactName = keyof typeof newSystemFields;

/** The facts of an AI system that questions of the tree ask about, by name. */
export type SystemFacts = Readonly<Partial<Record<FactName, unknown>>>;

const row = z.strictObject({
  question_id: z.string(),
  fact: z.enum(Object.keys(newSystemFields) as [FactName, ...FactName[]]),
  value: z.string(),
  answer: z.string(),
});

interface FactLine {
  fact: FactName;
  /** The value that answers the question, and in which word; both empty where the fact is only shown beside it. */
  value: string;
  answer: string;
}

let known: ReadonlyMap<string, readonly FactLine[]> | undefined;

function factLines(): ReadonlyMap<string, readonly FactLine[]> {
  known ??= Map.groupBy(shippedTable("frameworks/eu-ai-act-facts.csv", row), (line) => line.question_id);
  return known;
}

/** Returns the names of the facts that a question asks about. */
export function factsOf(questionId: string): FactName[] {
  return [...new Set((factLines().get(questionId) ?? []).map(({ fact }) => fact))];
}

/** Returns those facts of a stored system that any question asks about. */
export function knownFacts(system: object): SystemFacts {
  const all = system as Record<string, unknown>;
  const names = [...factLines().values()].flatMap((lines) => lines.map(({ fact }) => fact));
  return Object.fromEntries([...new Set(names)].map((fact) => [fact, all[fact] ?? null]));
}

/** Returns the answers that the facts of a system give to a question, in the words of the tree; empty where they give none. */
export function answersByFacts(tree: Tree, questionId: string, facts: SystemFacts): string[] {
  const question = tree.questions.get(questionId);
  const said = (factLines().get(questionId) ?? []).flatMap(({ fact, value, answer }) =>
    value !== "" && [facts[fact]].flat().map(String).includes(value) ? [answer] : [],
  );
  return (question?.choices ?? [])
    .map(({ answer }) => answer)
    .filter((answer) => said.includes(questionId === begin.role ? roleNamed(answer) : answer));
}

/** Returns how people call a fact. */
export function factLabel(fact: string): string {
  const field = newSystemFields[fact as FactName];
  return field ? fieldMeta(field).label : fact;
}
