import "server-only";
import type { Law } from "@/lib/domain/obligations/law";
import type { Found } from "@/lib/domain/obligations/outcome-of";
import { contradictions } from "@/lib/domain/obligations/role-run";
import type { Run } from "@/lib/domain/obligations/runs";
import type { Answers } from "@/lib/domain/obligations/schema";
import { begin } from "@/lib/domain/obligations/tree";
import type { Step } from "@/lib/domain/obligations/walk";

/** Returns in words, each once, what whoever reads a classification must know: notes, doubts, contradictions, and what is held back. */
export function warningsOf(law: Law, answers: Answers, runs: readonly Run[]): string[] {
  const found = runs.flatMap((run) => run.found);
  const steps = runs.flatMap((run) => run.steps);
  return [
    ...new Set([
      ...steps.flatMap(noteOf),
      ...found.flatMap(({ classified: { path, note } }) => (note ? [`${path.at(-1)}: ${note}`] : [])),
      ...contradictions(
        answers,
        runs.flatMap((run) => run.points),
      ),
      ...closedOtherwise(answers, found),
      ...rebutted(answers, steps),
      ...found.flatMap((one) => doubtsOf(law, one)),
      ...unused(answers, steps),
      ...found.flatMap(heldBack),
    ]),
  ];
}

// That a point is a use case of Annex III is said by the outcome itself.
function noteOf({ question, choice: { note } }: Step): string[] {
  return note && !note.startsWith("Annex III use case") ? [`${question.id}: ${note}`] : [];
}

function doubtsOf(law: Law, { classified, refs }: Found): string[] {
  const caveat = law.tree.outcomes.get(classified.outcome)?.caveat;
  const notes = refs.flatMap((ref) =>
    law
      .requirement(ref)
      .notes.filter((note) => !note.startsWith("Amended or added"))
      .map((note) => `${ref}: ${note}`),
  );
  return [...notes, ...(caveat ? [`${classified.outcome}: ${caveat}`] : [])];
}

function closedOtherwise({ words }: Answers, found: readonly Found[]): string[] {
  const word = words.get(begin.close);
  const closings = found.filter(({ classified }) => classified.path.at(-1) === begin.close);
  const follows = closings.some(({ classified }) => classified.outcome === "keep_flags") ? "yes" : "no";
  return word === undefined || closings.length === 0 || word === follows
    ? []
    : [`${begin.close}: you say ${word}, but the answers before it say ${follows}. They are followed.`];
}

function rebutted({ words }: Answers, steps: readonly Step[]): string[] {
  const asked = steps.some(({ question }) => question.id === "G5");
  return asked && words.get("G5") === "yes"
    ? [
        "G5: the Commission's decision stands against the presumption of G4. Keep it with this classification.",
      ]
    : [];
}

function unused({ words }: Answers, steps: readonly Step[]): string[] {
  const asked = new Set([...steps.map(({ question }) => question.id), begin.subject, begin.close]);
  const idle = [...words.keys()].filter((id) => !asked.has(id));
  return idle.length > 0 ? [`Answered, but not asked by this way through the tree: ${idle.join(", ")}.`] : [];
}

function heldBack({ firm, classified: { outcome, legalRef } }: Found): string[] {
  return firm
    ? []
    : [
        `${outcome} (${legalRef}) follows from the answers so far, but an open question before it could still end the classification.`,
      ];
}
