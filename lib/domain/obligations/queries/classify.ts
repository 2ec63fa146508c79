import "server-only";
import { parseAnswers, readAnswers } from "@/lib/domain/obligations/read-answers";
import { gateRun, modelRun, systemRun } from "@/lib/domain/obligations/runs";
import type { Answers, Classification } from "@/lib/domain/obligations/schema";
import { begin, decisionTree } from "@/lib/domain/obligations/tree";
import { warningsOf } from "@/lib/domain/obligations/warnings";

/** Returns what a file of answers leads to; throws TooLarge, or Invalid where it cannot be read. */
export function classifyText(text: string): Classification {
  return classify(parseAnswers(decisionTree(), text));
}

/** Returns what answers in the words of the tree lead to; throws Invalid where the tree does not know one. */
export function classifyAnswers(given: unknown): Classification {
  return classify(readAnswers(decisionTree(), given));
}

// A system is classified once for each role and its model apart; neither ends the other.
function classify(answers: Answers): Classification {
  const subject = answers.words.get(begin.subject);
  const runs = subject === "only an AI model" ? [modelRun(answers)] : systemRuns(answers);
  if (subject === "an AI system that contains our own model") runs.push(modelRun(answers));
  const found = runs.flatMap((run) => run.found);
  const open = new Set(runs.flatMap((run) => run.open));
  return {
    outcomes: found.filter(({ firm }) => firm).map(({ classified }) => classified),
    openQuestions: [...decisionTree().questions.keys()].filter((id) => open.has(id)),
    warnings: warningsOf(answers, runs),
  };
}

function systemRuns(answers: Answers) {
  const { gate, run } = gateRun(answers);
  if (gate.ended || !answers.words.has(begin.subject)) return [run];
  const roles = answers.roles.length > 0 ? answers.roles : [null];
  return [run, ...roles.map((role) => systemRun({ answers, role }, gate))];
}
