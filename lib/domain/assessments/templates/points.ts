import type { Question } from "@/lib/domain/assessments/templates/schema";

/** Returns the most points that a question can earn, before its weight; 0 when it is not scored or absent. */
export function maxPoints(question: Question | undefined): number {
  if (!question) return 0;
  if (question.kind === "choice") return Math.max(0, ...question.options.map(({ points }) => points ?? 0));
  if (question.kind === "several")
    return question.options.reduce((sum, { points }) => sum + (points ?? 0), 0);
  if (question.kind === "yes-no") return Math.max(question.points?.yes ?? 0, question.points?.no ?? 0);
  if (question.kind === "scale") return question.points === "none" ? 0 : question.to - question.from;
  return 0;
}
