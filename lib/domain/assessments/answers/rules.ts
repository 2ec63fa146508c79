import {
  type Answer,
  type Answers,
  askedOf,
  type SystemFacts,
} from "@/lib/domain/assessments/templates/rules";
import type { Question, Section, Template } from "@/lib/domain/assessments/templates/schema";

/** An answer as it stands at a question, beside when and how it came there. */
export interface Standing {
  answer: Answer;
  /** How many answers the question had so far; a save names it. */
  number: number;
  way: "answered" | "carried" | "confirmed";
}

/** What has to be done at a question before an assessment can be handed in. */
interface Left {
  section: Section;
  question: Question;
  /** open: not answered; carried: not confirmed yet; returned: asked to be mended and not touched since. */
  why: "open" | "carried" | "returned";
}

/** How far an assessment has come; numbers of questions that are asked by now. */
export interface Progress {
  asked: number;
  answered: number;
  /** Of the answered, how many say "I don't know". */
  unknown: number;
  left: readonly Left[];
}

/**
 * Returns how far an assessment has come: of the questions that are asked, how many are answered, and what is left to do at
 * which. `returned` are the keys of questions that were sent back and not answered or confirmed since.
 */
export function progressOf(
  template: Template,
  standing: Readonly<Record<string, Standing | undefined>>,
  facts: SystemFacts,
  returned: ReadonlySet<string>,
): Progress {
  const asked = askedOf(template, answersOf(standing), facts).sections.flatMap(({ section, questions }) =>
    questions.map((question) => ({ section, question, stands: standing[question.key] })),
  );
  const left = asked.flatMap(({ section, question, stands }): Left[] => {
    if (returned.has(question.key)) return [{ section, question, why: "returned" }];
    if (stands?.way === "carried") return [{ section, question, why: "carried" }];
    return stands || !question.required ? [] : [{ section, question, why: "open" }];
  });
  return {
    asked: asked.length,
    answered: asked.filter(({ stands }) => stands !== undefined).length,
    unknown: asked.filter(({ stands }) => stands?.answer.kind === "unknown").length,
    left,
  };
}

/** Returns the bare answers by the keys of their questions. */
export function answersOf(standing: Readonly<Record<string, Standing | undefined>>): Answers {
  return Object.fromEntries(Object.entries(standing).map(([key, one]) => [key, one?.answer]));
}
