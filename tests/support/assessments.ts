import { answerQuestion } from "@/lib/domain/assessments/commands/answer";
import { startAssessments } from "@/lib/domain/assessments/commands/start";
import { submitAssessment } from "@/lib/domain/assessments/commands/submit";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import type { Actor } from "@/lib/platform/access/actor";

let number = 0;

/** Adds an AI system of which the facts given are known. */
export async function systemOf(owner: Actor, unitId: string, lead: Actor, facts: object = {}) {
  number += 1;
  return createSystem.execute(lead, {
    name: `Triage assistant ${number}`,
    unitId,
    ownerId: owner.personId,
    ...facts,
  });
}

export const dueOn = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

/** Starts one assessment of a system and returns its id. */
export async function started(
  lead: Actor,
  systemId: string,
  templateKey: string,
  ownerId: string | null = null,
) {
  const { rows } = await startAssessments.execute(lead, {
    templateKey,
    systemIds: [systemId],
    ownerId,
    dueOn,
  });
  return rows[0]?.assessment?.id ?? "";
}

/** Saves an answer after whatever stands at the question. */
export async function answer(actor: Actor, id: string, questionKey: string, given: Answer | null) {
  const { answers } = await getAssessment.execute(actor, { id });
  const seen = answers[questionKey]?.number ?? 0;
  return answerQuestion.execute(actor, { id, questionKey, seen, answer: given as never });
}

/** Answers everything that is asked until nothing is left. */
export async function answerAll(actor: Actor, id: string): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    const { left, template, answers } = await getAssessment.execute(actor, { id });
    if (left.length === 0) return;
    const questions = new Map(template.sections.flatMap((one) => one.questions).map((one) => [one.key, one]));
    for (const { question } of left)
      await answerQuestion.execute(actor, {
        id,
        questionKey: question,
        seen: answers[question]?.number ?? 0,
        answer: fitting(questions.get(question) as Question) as never,
      });
  }
}

/** Answers everything and hands it in; returns the version to sign. */
export async function handedInBy(owner: Actor, id: string): Promise<number> {
  await answerAll(owner, id);
  const { version } = await getAssessment.execute(owner, { id });
  return (await submitAssessment.execute(owner, { id, version })).version;
}

function fitting(question: Question): Answer {
  switch (question.kind) {
    case "yes-no":
      return { kind: "value", value: "yes" };
    case "choice":
      return { kind: "value", value: question.options[0]?.value ?? "" };
    case "several":
      return { kind: "value", value: [question.options[0]?.value ?? ""] };
    case "scale":
      return { kind: "value", value: question.from };
    case "number":
      return { kind: "value", value: question.min };
    case "date":
      return { kind: "value", value: "2026-11-23" };
    case "text":
      return { kind: "value", value: "As we do it today." };
    default:
      return { kind: "unknown" };
  }
}
