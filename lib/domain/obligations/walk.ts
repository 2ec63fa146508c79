import "server-only";
import type { Choice, Question } from "@/lib/domain/obligations/schema";
import { begin, end, inAnnexIII, type Tree } from "@/lib/domain/obligations/tree";

/** An answer as it counts in a walk; one that is not counted is passed without a trace. */
export type Reply = { choice: Choice; counted: boolean } | undefined;

/** What a walk through part of the tree came upon. */
export interface Step {
  question: Question;
  choice: Choice;
  /** The questions whose answers led here and that the ways have not rejoined since, this one last. */
  basis: readonly Question[];
  /** All questions answered on the way, this one last. */
  path: readonly string[];
  /** False when a question before it is open and its answer could have ended the walk. */
  firm: boolean;
}

export interface Walk {
  steps: readonly Step[];
  /** The points of Annex III that were answered with yes. */
  points: readonly Step[];
  open: readonly string[];
  /** Whether an answer ended it, rather than the place where it was to stop. */
  ended: boolean;
  firm: boolean;
  path: readonly string[];
}

export interface WalkFrom {
  at: string;
  until: string;
  reply(question: Question): Reply;
  path?: readonly string[];
  firm?: boolean;
}

/**
 * Returns what is met from one question of the tree until another. An open question is noted and the walk goes on where
 * its ways meet again, so that everything still to be answered is found in one go; what follows is firm only if the
 * open question could not have ended it. In Annex III a match does not stop the asking.
 */
export function walk(
  tree: Tree,
  { at: from, until, reply, path: before = [], firm: sure = true }: WalkFrom,
): Walk {
  const steps: Step[] = [];
  const points: Step[] = [];
  const open: string[] = [];
  const path = [...before];
  let entered: { question: Question; join: string }[] = [];
  let firm = sure;
  let at = from;
  while (at !== until && at !== end) {
    entered = entered.filter(({ join }) => join !== at);
    const question = tree.questions.get(at);
    if (!question) throw new Error(`The tree has no question ${at}.`);
    const join = tree.joinOf(at);
    const replied = reply(question);
    if (!replied) {
      open.push(at);
      if (tree.mayEnd(at)) firm = false;
      if (join === end) return { steps, points, open, ended: false, firm: false, path };
      at = join;
      continue;
    }
    const { choice, counted } = replied;
    if (counted) path.push(at);
    const basis = [...entered.map((one) => one.question), question];
    const step = { question, choice, basis, path: [...path], firm };
    if (counted) steps.push(step);
    if (inAnnexIII(at) && choice.next === begin.derogation) points.push(step);
    const next = nextOf(question, choice);
    if (next !== join) entered.push({ question, join });
    at = next;
  }
  return { steps, points, open, ended: at === end, firm, path };
}

function nextOf({ id, choices }: Question, { next }: Choice): string {
  if (!inAnnexIII(id) || next !== begin.derogation) return next;
  return choices.find((other) => other.next !== begin.derogation)?.next ?? next;
}
