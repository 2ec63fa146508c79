import "server-only";
import * as z from "zod";
import { assessmentsAnswer } from "@/lib/domain/assessments/access";
import { obstacleTo } from "@/lib/domain/assessments/acts/rules";
import { fileProblem, recordProblem } from "@/lib/domain/assessments/commands/named-records";
import { assessmentChange, writeAssessment } from "@/lib/domain/assessments/commands/write-assessment";
import { answerIn, type Content, type StoredAnswer } from "@/lib/domain/assessments/queries/content";
import { contentOf, heldAssessment, mayAnswer } from "@/lib/domain/assessments/queries/find";
import { type AssessmentState, answerFields } from "@/lib/domain/assessments/schema";
import { answerProblem } from "@/lib/domain/assessments/templates/answers/rules";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import type { Change } from "@/lib/platform/audit/change";
import { type Assessment, type AssessmentAnswer, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";

const id = z.uuid({ error: "Is not the id of a record." });

/**
 * Saves one answer, or takes it back. Who saw an older answer gets Conflict with the one that stands, so that both can be
 * compared. The first answer puts the assessment in progress.
 */
export const answerQuestion = command({
  name: "assessments.answer",
  summary: "Answer one question of an assessment",
  permission: assessmentsAnswer,
  input: z.strictObject({ id, ...answerFields }),
  output: z.looseObject({ number: z.int(), state: z.string(), version: z.int() }),
  run: async (context, { id: assessmentId, questionKey, seen, answer }) => {
    const before = await openToAnswers(context, assessmentId);
    const content = await contentOf(context, before);
    const question = await mine(context, before, content, questionKey);
    const saved = await saveAnswer(
      context,
      { assessment: before, content, question },
      { seen, answer },
      { answeredById: context.actor.personId, respondent: null, respondentId: null },
    );
    const { number, after, changes } = saved;
    return { result: { number, state: after.state, version: after.version }, changes };
  },
});

/** Who gives an answer: a person, or somebody outside by name. */
interface Giver {
  answeredById: string | null;
  respondent: string | null;
  respondentId: string | null;
}

/**
 * Saves an answer after the one that was seen, of somebody who may give it. Throws Conflict with the answer that stands where
 * that is another one, Invalid for one that does not fit.
 */
export async function saveAnswer(
  context: Context,
  { assessment, content, question }: { assessment: Assessment; content: Content; question: Question },
  { seen, answer }: { seen: number; answer: Answer | null },
  giver: Giver,
): Promise<{ number: number; after: Assessment; changes: Change[] }> {
  const { key: questionKey } = question;
  const newest = await newestOf(context, content, questionKey);
  // Where an answer was taken back there is none: who saw none has seen what there is.
  const nothing = newest === null || newest.kind === "none";
  if (newest?.number !== seen && !(nothing && seen === 0)) throw conflict(newest, giver);
  if (answer !== null) await assertFits(context, content, question, answer);
  const given = { questionKey, answer, way: "answered" as const, source: null };
  const row = await writeAnswer(context, assessment, content, given, newest, giver);
  const { after, changes } = await begun(context, assessment);
  const change = answerChange(content.standing[questionKey], row, question);
  return { number: row.number, after, changes: [...changes, change] };
}

/** Says that answers carried forward from an earlier assessment still hold; each is now an answer of whoever confirms it. */
export const confirmAnswers = command({
  name: "assessments.confirm",
  summary: "Confirm answers that were carried forward",
  permission: assessmentsAnswer,
  input: z.strictObject({
    id,
    questionKeys: z.array(z.string().max(60)).min(1, "Say which questions.").max(400),
  }),
  output: z.looseObject({ confirmed: z.int() }),
  run: async (context, { id: assessmentId, questionKeys }) => {
    const before = await openToAnswers(context, assessmentId);
    const content = await contentOf(context, before);
    const allowed = await mayAnswer(context, before, content);
    const answered: Change[] = [];
    for (const questionKey of new Set(questionKeys)) {
      const stands = content.standing[questionKey];
      if (!allowed.has(questionKey))
        throw new Forbidden("Nobody asked you to answer one of these questions.");
      if (stands?.way !== "carried") continue;
      const { answer, source } = stands;
      const row = await writeAnswer(
        context,
        before,
        content,
        { questionKey, answer, way: "confirmed", source },
        stands,
        { answeredById: context.actor.personId, respondent: null, respondentId: null },
      );
      answered.push(answerChange(stands, row, questionOf(content, questionKey)));
    }
    const { changes } = answered.length > 0 ? await begun(context, before) : { changes: [] };
    return { result: { confirmed: answered.length }, changes: [...changes, ...answered] };
  },
});

/** Returns an assessment that answers can still be given to; throws Conflict for another. */
export async function openToAnswers(context: Context, id: string): Promise<Assessment> {
  const found = await heldAssessment(context, id);
  const obstacle = obstacleTo("answer", found.state as AssessmentState);
  if (obstacle !== null) throw new Conflict(obstacle);
  return found;
}

async function mine(
  context: Context,
  assessment: Assessment,
  content: Content,
  key: string,
): Promise<Question> {
  const question = questionOf(content, key);
  if (!question)
    throw new Invalid([
      { path: "questionKey", message: "The questionnaire has no such question. Load it again." },
    ]);
  if (!(await mayAnswer(context, assessment, content)).has(key))
    throw new Forbidden("Nobody asked you to answer this question. Ask who owns the assessment.");
  return question;
}

function questionOf({ template }: Content, key: string): Question | undefined {
  return template.sections.flatMap(({ questions }) => questions).find((one) => one.key === key);
}

async function newestOf({ tx }: Context, { questionIds }: Content, key: string) {
  return tx.assessmentAnswer.findFirst({
    where: { questionId: questionIds.get(key) ?? "" },
    orderBy: { number: "desc" },
  });
}

// Whoever is outside learns of no answer but their own.
function conflict(newest: AssessmentAnswer | null, { respondentId }: Giver): Conflict {
  const hidden = respondentId !== null && newest?.respondentId !== respondentId;
  const stands = newest
    ? {
        number: newest.number,
        answer: newest.kind === "none" || hidden ? null : answerIn(newest),
        answeredById: newest.answeredById,
        at: newest.createdAt.toISOString(),
      }
    : { number: 0, answer: null };
  return new Conflict(
    "Somebody else answered this question meanwhile. Compare both answers and choose.",
    stands,
  );
}

async function assertFits(
  context: Context,
  content: Content,
  question: Question,
  answer: Answer,
): Promise<void> {
  const problem =
    answerProblem(question, answer) ??
    (await recordProblem(context, question, answer)) ??
    (await fileProblem(context, content, question, answer));
  if (problem !== null) throw new Invalid([{ path: "answer", message: problem }]);
}

interface Given {
  questionKey: string;
  answer: Answer | null;
  way: StoredAnswer["way"];
  source: string | null;
}

function writeAnswer(
  { tx, now }: Context,
  { id: assessmentId, unitId }: Assessment,
  { questionIds }: Content,
  { questionKey, answer, way, source }: Given,
  newest: { number: number } | null,
  giver: Giver,
): Promise<AssessmentAnswer> {
  return tx.assessmentAnswer.create({
    data: {
      ...{ assessmentId, unitId, way, source },
      questionId: questionIds.get(questionKey) ?? "",
      number: (newest?.number ?? 0) + 1,
      kind: answer?.kind ?? "none",
      value: answer?.kind === "value" ? (answer.value as Prisma.InputJsonValue) : Prisma.DbNull,
      reason: answer?.kind === "not-applicable" ? answer.reason : null,
      saidAt: now,
      ...giver,
    },
  });
}

/** Puts an assessment in progress with its first answer. */
export async function begun(
  context: Context,
  before: Assessment,
): Promise<{ after: Assessment; changes: Change[] }> {
  if (before.state !== "assigned") return { after: before, changes: [] };
  const after = await writeAssessment(context, before, before.version, { state: "in-progress" });
  return { after, changes: [assessmentChange(before, after)] };
}

/** Returns the change of an answer for the audit trail. */
export function answerChange(
  stands: StoredAnswer | undefined,
  after: AssessmentAnswer,
  question: Question | undefined,
): Change {
  const { questionId, unitId, id, kind, value, reason, way, source, number, assessmentId } = after;
  const label = question?.label ?? "";
  return {
    subject: { type: "assessment-answers", id: questionId, unitId },
    before: stands ? { id: questionId, question: label, answer: stands.answer } : null,
    after: {
      id: questionId,
      answerId: id,
      assessmentId,
      number,
      question: label,
      way,
      ...(source === null ? {} : { source }),
      answer: { kind, value, reason },
    },
  };
}
