import "server-only";
import type { Content } from "@/lib/domain/assessments/queries/content";
import { namesOf } from "@/lib/domain/assessments/queries/named";
import { questionsType } from "@/lib/domain/assessments/schema";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { evidenceOf } from "@/lib/domain/evidence/queries/linked";
import type { Context } from "@/lib/platform/operation/operation";

/** Returns what is wrong with the records that an answer names, or null; foreign and absent look alike. */
export async function recordProblem(
  context: Context,
  question: Question,
  answer: Answer,
): Promise<string | null> {
  if (question.kind !== "records" || answer.kind !== "value" || !Array.isArray(answer.value)) return null;
  const ids = answer.value.map(String);
  const found = await namesOf(context, [{ concept: question.concept, ids }]);
  return found.size === ids.length ? null : "One of these records does not exist. Choose them again.";
}

/** Returns what is wrong with the evidence that an answer names, or null: it has to be attached to the question. */
export async function fileProblem(
  context: Context,
  { questionIds }: Content,
  question: Question,
  answer: Answer,
): Promise<string | null> {
  if (question.kind !== "file" || answer.kind !== "value" || !Array.isArray(answer.value)) return null;
  const id = questionIds.get(question.key) ?? "";
  const attached = (await evidenceOf(context, { type: questionsType, ids: [id] })).get(id) ?? [];
  const known = new Set(attached.map((one) => one.id));
  return answer.value.every((one) => known.has(String(one)))
    ? null
    : "One of these files is not attached to the question. Attach it first.";
}
