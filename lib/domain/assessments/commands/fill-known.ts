import "server-only";
import * as z from "zod";
import { assessmentsAnswer } from "@/lib/domain/assessments/access";
import { answerChange, begun, openToAnswers } from "@/lib/domain/assessments/commands/answer";
import { contentOf, mayAnswer } from "@/lib/domain/assessments/queries/find";
import { answerProblem } from "@/lib/domain/assessments/templates/answers/rules";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Assessment, Prisma } from "@/lib/platform/database/generated/client";
import { Forbidden } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { type KnownAnswer, knownAnswersTo } from "@/lib/platform/registry/contributions";

/** Returns what the records say today to the questions of a questionnaire about an AI system, as far as it fits them. */
async function knownOf(
  context: Context,
  { systemId }: Pick<Assessment, "systemId">,
  { key, sections }: Template,
): Promise<KnownAnswer[]> {
  if (systemId === null) return [];
  const questions = new Map(sections.flatMap((one) => one.questions).map((one) => [one.key, one]));
  const known: KnownAnswer[] = [];
  for (const contribution of knownAnswersTo(key))
    for (const one of await contribution.answers(context, systemId)) {
      const question = questions.get(one.question);
      if (question && answerProblem(question, { kind: "value", value: one.value }) === null) known.push(one);
    }
  return known;
}

/**
 * Fills a new assessment in with what the records say, each answer with its source and its day; none counts as given before
 * somebody confirms it. Returns the keys of the questions.
 */
export async function fillKnown(
  context: Context,
  assessment: Assessment,
  template: Template,
): Promise<ReadonlySet<string>> {
  const known = await knownOf(context, assessment, template);
  const { id: assessmentId, unitId } = assessment;
  const questions = await context.tx.assessmentQuestion.findMany({ where: { assessmentId } });
  const idOf = new Map(questions.map(({ id, key }) => [key, id]));
  await context.tx.assessmentAnswer.createMany({
    data: known.map((one) => ({
      ...{ assessmentId, unitId, questionId: idOf.get(one.question) ?? "", number: 1 },
      ...answerData(one),
    })),
  });
  return new Set(known.map(({ question }) => question));
}

function answerData({ value, source, at }: KnownAnswer) {
  return {
    ...{ kind: "value", value: value as Prisma.InputJsonValue, way: "carried" },
    ...{ source, saidAt: at, answeredById: null },
  };
}

/** Takes what the records say today into an open assessment: where nothing was answered, or what was carried is not confirmed yet. */
export const fillFromRecords = command({
  name: "assessments.fill",
  summary: "Fill in what the records say today, to be confirmed",
  permission: assessmentsAnswer,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  output: z.looseObject({ filled: z.int() }),
  run: async (context, { id }) => {
    const before = await openToAnswers(context, id);
    const content = await contentOf(context, before);
    const allowed = await mayAnswer(context, before, content);
    if (allowed.size === 0)
      throw new Forbidden("Nobody asked you to answer its questions. Ask who owns the assessment.");
    const changes: Change[] = [];
    for (const one of await knownOf(context, before, content.template)) {
      const stands = content.standing[one.question];
      const said = { kind: "value", value: one.value };
      const same = stands?.source === one.source && canonicalDigest(stands.answer) === canonicalDigest(said);
      if (!allowed.has(one.question) || same || (stands && stands.way !== "carried")) continue;
      const questionId = content.questionIds.get(one.question) ?? "";
      const { _max: newest } = await context.tx.assessmentAnswer.aggregate({
        where: { questionId },
        _max: { number: true },
      });
      const row = await context.tx.assessmentAnswer.create({
        data: {
          ...{ assessmentId: id, unitId: before.unitId, questionId, number: (newest.number ?? 0) + 1 },
          ...answerData(one),
        },
      });
      const question = content.template.sections.flatMap(({ questions }) => questions);
      changes.push(
        answerChange(
          stands,
          row,
          question.find(({ key }) => key === one.question),
        ),
      );
    }
    const { changes: moved } = changes.length > 0 ? await begun(context, before) : { changes: [] };
    return { result: { filled: changes.length }, changes: [...moved, ...changes] };
  },
});
