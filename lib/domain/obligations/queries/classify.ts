import "server-only";
import { type Law, shippedLaw } from "@/lib/domain/obligations/law";
import { parseAnswers, readAnswers } from "@/lib/domain/obligations/read-answers";
import { gateRun, modelRun, systemRun } from "@/lib/domain/obligations/runs";
import type { Answers, Classification } from "@/lib/domain/obligations/schema";
import { begin } from "@/lib/domain/obligations/tree";
import { warningsOf } from "@/lib/domain/obligations/warnings";

/** Returns what a file of answers leads to; throws TooLarge, or Invalid where it cannot be read. */
export function classifyText(text: string): Classification {
  const law = shippedLaw();
  return classifyBy(law, parseAnswers(law.tree, text));
}

/** Returns what answers in the words of the tree lead to; throws Invalid where the tree does not know one. */
export function classifyAnswers(given: unknown): Classification {
  const law = shippedLaw();
  return classifyBy(law, readAnswers(law.tree, given));
}

/** Returns what answers lead to by an edition of the law: a system once for each role and its model apart; neither ends the other. */
export function classifyBy(law: Law, answers: Answers): Classification {
  const subject = answers.words.get(begin.subject);
  const runs = subject === "only an AI model" ? [modelRun(law, answers)] : systemRuns(law, answers);
  if (subject === "an AI system that contains our own model") runs.push(modelRun(law, answers));
  const found = runs.flatMap((run) => run.found);
  const open = new Set(runs.flatMap((run) => run.open));
  return {
    outcomes: found.filter(({ firm }) => firm).map(({ classified }) => classified),
    openQuestions: [...law.tree.questions.keys()].filter((id) => open.has(id)),
    asked: askedIn(
      law,
      runs.flatMap((run) => run.steps).map(({ question }) => question.id),
      open,
    ),
    warnings: warningsOf(law, answers, runs),
  };
}

// In the order of the tree: what was met and answered, and what is still open.
function askedIn(law: Law, met: readonly string[], open: ReadonlySet<string>): string[] {
  const asked = new Set([...met, ...open]);
  return [...law.tree.questions.keys()].filter((id) => asked.has(id) && id !== begin.close);
}

function systemRuns(law: Law, answers: Answers) {
  const { gate, run } = gateRun(law, answers);
  if (gate.ended || !answers.words.has(begin.subject)) return [run];
  const roles = answers.roles.length > 0 ? answers.roles : [null];
  return [run, ...roles.map((role) => systemRun(law, { answers, role }, gate))];
}
