import type { Condition } from "@/lib/domain/assessments/templates/conditions/schema";
import type { Answer, Answers, SystemFacts } from "@/lib/domain/assessments/templates/rules";
import type { Question, Template } from "@/lib/domain/assessments/templates/schema";

/** A fact of the system as an answer says it is; never set by itself. */
export interface ProposedFact {
  questionKey: string;
  fact: string;
  value: string | boolean | readonly string[] | number;
}

/** Returns what an answer says a fact of the system is, or null where it says nothing about one. */
function proposedFact(question: Question, answer: Answer | undefined): ProposedFact | null {
  if (!("sets" in question) || !question.sets || answer?.kind !== "value") return null;
  const { fact, as } = question.sets;
  const given = answer.value;
  const value = () => {
    if (Array.isArray(given)) return given.flatMap((one) => as?.[String(one)] ?? String(one)) as string[];
    const translated = as?.[String(given)];
    if (translated !== undefined) return translated;
    return question.kind === "yes-no" ? given === "yes" : (given as string | number);
  };
  return { questionKey: question.key, fact, value: value() };
}

/** Returns the facts that answers state differently from what the register holds; both are shown, and a person decides. */
export function differingFacts(
  asked: readonly Question[],
  answers: Answers,
  facts: SystemFacts,
): ProposedFact[] {
  return asked.flatMap((question) => {
    const proposed = proposedFact(question, answers[question.key]);
    return proposed && !sameFact(proposed.value, facts[proposed.fact]) ? [proposed] : [];
  });
}

/** Returns the names of the facts that a questionnaire reads: in a condition, or because an answer states one. */
export function factsRead(template: Template): string[] {
  const read = new Set<string>();
  for (const section of template.sections) {
    if (section.when) conditionFacts(section.when, read);
    for (const question of section.questions) {
      if (question.when) conditionFacts(question.when, read);
      if ("sets" in question && question.sets) read.add(question.sets.fact);
    }
  }
  return [...read].sort();
}

function conditionFacts(condition: Condition, read: Set<string>): void {
  if ("all" in condition) for (const one of condition.all) conditionFacts(one, read);
  else if ("any" in condition) for (const one of condition.any) conditionFacts(one, read);
  else if ("not" in condition) conditionFacts(condition.not, read);
  else if ("fact" in condition) read.add(condition.fact);
}

/**
 * Returns the facts whose change takes the ground from an approval: those that the questionnaire reads and that are no
 * longer what they were when it was signed. A fact that became what the approved answers say is no such change.
 */
export function staleFacts(
  template: Template,
  answers: Answers,
  signed: SystemFacts,
  now: SystemFacts,
): string[] {
  const said = template.sections.flatMap(({ questions }) =>
    questions.flatMap((question) => proposedFact(question, answers[question.key]) ?? []),
  );
  return factsRead(template).filter(
    (fact) =>
      !sameFact(signed[fact], now[fact]) &&
      !said.some((one) => one.fact === fact && sameFact(one.value, now[fact])),
  );
}

// The order of several values says nothing; nothing known is the same however it is written.
function sameFact(one: unknown, other: unknown): boolean {
  const plain = (value: unknown) => {
    if (Array.isArray(value))
      return value.length === 0 ? "null" : JSON.stringify([...value].map(String).sort());
    return value === null || value === undefined ? "null" : String(value);
  };
  return plain(one) === plain(other);
}

/** A risk or control that an answer suggests, with the reason; adopted by a person or not at all. */
export interface Suggested {
  questionKey: string;
  risk: string | null;
  control: string | null;
  because: string;
}

/** Returns the risks and controls that the answers suggest, in the order of their questions. */
export function suggestionsOf(asked: readonly Question[], answers: Answers): Suggested[] {
  return asked.flatMap((question) =>
    question.suggests
      .filter(({ when }) => suggests(when, answers[question.key]))
      .map(({ risk = null, control = null, because }) => ({
        questionKey: question.key,
        risk,
        control,
        because,
      })),
  );
}

function suggests(when: Question["suggests"][number]["when"], answer: Answer | undefined): boolean {
  if (!answer || answer.kind === "not-applicable") return false;
  if (Array.isArray(when)) {
    const said = answer.kind === "unknown" ? ["unknown"] : [answer.value].flat().map(String);
    return when.some((one) => said.includes(one));
  }
  if (answer.kind === "unknown") return false;
  const number = Number(answer.value);
  return "atMost" in when ? number <= when.atMost : number >= when.atLeast;
}
