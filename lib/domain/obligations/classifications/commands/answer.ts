import "server-only";
import * as z from "zod";
import { classificationsEdit } from "@/lib/domain/obligations/access";
import {
  assertCan,
  classificationAnswer,
  classificationChange,
} from "@/lib/domain/obligations/classifications/commands/write";
import { answersOf, contentOf, summaryOf } from "@/lib/domain/obligations/classifications/content";
import {
  type Found,
  findClassification,
  heldClassification,
} from "@/lib/domain/obligations/classifications/queries/find";
import { answersField, classificationRecord } from "@/lib/domain/obligations/classifications/schema";
import { begin } from "@/lib/domain/obligations/tree";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Classification, ClassificationAnswer } from "@/lib/platform/database/generated/client";
import { Conflict, type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

type Asked = z.output<typeof answersField>;

/**
 * Saves answers to the decision tree for an AI system, or takes them back; the first begins its classification. Who saw an older
 * answer gets Conflict with the one that stands. Answers to a stale classification open it again as a draft.
 */
export const answerClassification = command({
  name: "classifications.answer",
  summary: "Answer questions of the EU AI Act's decision tree for an AI system",
  permission: classificationsEdit,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), answers: answersField }),
  output: classificationRecord,
  run: async (context, { id, answers }) => {
    const seen = await findClassification(context, id);
    await assertCan(context, "answer", seen);
    assertFits(seen, answers);
    const begun = seen.row ? null : await started(context, seen);
    const found = await heldClassification(context, id);
    await assertCan(context, "answer", found);
    assertNewest(found, answers);
    const rows = await context.tx.classificationAnswer.createManyAndReturn({
      data: answers.map(({ questionId, answers: words }) => ({
        ...{ classificationId: id, unitId: found.system.unitId, questionId, answers: words },
        number: (found.content.numbers.get(questionId) ?? 0) + 1,
        answeredById: authorOf(context.actor),
      })),
    });
    const stored = (await answersOf(context.tx, [id])).get(id) ?? [];
    const content = contentOf(found.content.law, found.system, stored);
    const before = found.row as Classification;
    const after = await context.tx.classification.update({
      where: { id },
      data: { ...summaryOf(content), state: "draft", sealedAt: null, version: { increment: 1 } },
    });
    const changes = [
      classificationChange(begun ? null : before, after),
      ...rows.map((row) => answerChange(found, row)),
    ];
    return { result: classificationAnswer(after), changes };
  },
});

async function started({ tx, actor }: Context, { system, content }: Found): Promise<boolean> {
  const { count } = await tx.classification.createMany({
    data: [{ id: system.id, unitId: system.unitId, createdById: authorOf(actor), ...summaryOf(content) }],
    skipDuplicates: true,
  });
  return count > 0;
}

function assertFits({ content: { law } }: Found, answers: Asked): void {
  const problems: FieldProblem[] = [];
  const seen = new Set<string>();
  for (const [index, { questionId, answers: words }] of answers.entries()) {
    const path = `answers.${index}`;
    const question = law.tree.questions.get(questionId);
    if (!question || questionId === begin.close) {
      problems.push({
        path: `${path}.questionId`,
        message: `There is no question ${questionId} to be answered.`,
      });
      continue;
    }
    if (seen.has(questionId))
      problems.push({
        path: `${path}.questionId`,
        message: `${questionId} is answered twice. Send one answer.`,
      });
    seen.add(questionId);
    if (words.length > 1 && questionId !== begin.role)
      problems.push({ path: `${path}.answers`, message: `${questionId} takes one answer.` });
    const offered = question.choices.map(({ answer }) => answer);
    const wrong = words.find((word) => !offered.includes(word));
    if (wrong !== undefined)
      problems.push({
        path: `${path}.answers`,
        message: `${questionId} takes ${offered.map((one) => `"${one}"`).join(", ")}.`,
      });
    if (new Set(words).size < words.length)
      problems.push({ path: `${path}.answers`, message: `${questionId} names an answer twice.` });
  }
  if (problems.length > 0) throw new Invalid(problems);
}

function assertNewest({ content: { numbers, given } }: Found, answers: Asked): void {
  const lost = answers.find(({ questionId, seen }) => (numbers.get(questionId) ?? 0) !== seen);
  if (!lost) return;
  throw new Conflict(`Somebody else answered ${lost.questionId} meanwhile. Look at it and answer again.`, {
    questionId: lost.questionId,
    number: numbers.get(lost.questionId) ?? 0,
    answers: given.get(lost.questionId)?.answers ?? [],
  });
}

function answerChange({ system, content }: Found, row: ClassificationAnswer): Change {
  const { questionId, answers, number, unitId } = row;
  const before = content.given.get(questionId);
  const question = `${questionId}: ${content.law.tree.questions.get(questionId)?.text ?? ""}`;
  return {
    subject: { type: "classification-answers", id: system.id, unitId },
    // Without the question, so that a history says at each answer what it is to.
    before: { id: system.id, answer: before?.answers ?? null, source: before?.source ?? null },
    after: { id: system.id, questionId, question, answer: answers, number, source: "person" },
  };
}
