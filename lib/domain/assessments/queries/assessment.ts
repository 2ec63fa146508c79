import "server-only";
import * as z from "zod";
import { assessmentsRead, visibleTo } from "@/lib/domain/assessments/access";
import { type Act, acts, obstacleTo } from "@/lib/domain/assessments/acts/rules";
import { proposals, signatures } from "@/lib/domain/assessments/queries/consequences";
import { type Content, contentsOf } from "@/lib/domain/assessments/queries/content";
import {
  assignmentsOf,
  findAssessment,
  mayAnswer,
  refusalTo,
  standpointOf,
} from "@/lib/domain/assessments/queries/find";
import { namesOf } from "@/lib/domain/assessments/queries/named";
import { rowInclude, toRow } from "@/lib/domain/assessments/queries/row";
import { respondentsOf } from "@/lib/domain/assessments/respondents/queries/respondents";
import { type AssessmentState, assessmentHistory, questionsType } from "@/lib/domain/assessments/schema";
import { citedIn } from "@/lib/domain/assessments/templates/cited";
import { evidenceOf } from "@/lib/domain/evidence/queries/linked";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Assessment } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { lookBack } from "@/lib/platform/operation/as-of";
import { type Context, query } from "@/lib/platform/operation/operation";
import { knownAnswersTo } from "@/lib/platform/registry/contributions";
import { dayText } from "@/lib/platform/time/day";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });

/** Returns an assessment that was found within the actor's scope, with its questions, answers and everything that follows from them. */
async function readAssessment(context: Context, id: string) {
  const { tx } = context;
  const read = await tx.assessment.findUnique({ where: { id }, include: rowInclude });
  const content = read && (await contentsOf(tx, [read])).get(id);
  if (!read || !content) throw new NotFound();
  const people = await peopleIn(context, content, read);
  return {
    ...toRow(read, content),
    stateReason: read.stateReason,
    submittedBy: people.get(read.submittedById ?? "") ?? null,
    carriedFrom: await carriedFrom(context, read),
    template: content.template,
    templateDigest: read.templateDigest,
    facts: content.facts,
    scored: content.score,
    left: content.progress.left.map(({ section, question, why }) => ({
      section: section.key,
      question: question.key,
      label: question.label,
      why,
    })),
    answers: Object.fromEntries(
      Object.entries(content.standing).flatMap(([key, stands]) =>
        stands
          ? [
              [
                key,
                {
                  ...{ answer: stands.answer, number: stands.number, way: stands.way },
                  ...{ outside: stands.respondent !== null, source: stands.source },
                  by: stands.respondent ?? people.get(stands.answeredById ?? "") ?? "Plumbline",
                  at: stands.at.toISOString(),
                  saidOn: stands.saidAt.toISOString(),
                },
              ] as const,
            ]
          : [],
      ),
    ),
    questionIds: Object.fromEntries(content.questionIds),
    remarks: content.remarks.map(({ byId, at, ...remark }) => ({
      ...remark,
      by: people.get(byId) ?? "Plumbline",
      at: at.toISOString(),
    })),
    hidden: content.asked.hidden.map(({ key, label }) => ({ key, label })),
    names: Object.fromEntries(await recordNames(context, content)),
    ...(await proposals(context, content, read)),
    signatures: await signatures(context, id),
  };
}

async function peopleIn(context: Context, { standing, remarks }: Content, { submittedById }: Assessment) {
  const ids = [
    ...Object.values(standing).map((one) => one?.answeredById ?? null),
    ...remarks.map(({ byId }) => byId),
    submittedById,
  ];
  const people = await context.tx.person.findMany({
    where: { id: { in: [...new Set(ids.filter((id) => id !== null))] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

async function carriedFrom(context: Context, { carriedFromId }: Assessment) {
  if (carriedFromId === null) return null;
  const found = await context.tx.assessment.findFirst({
    where: { AND: [{ id: carriedFromId }, visibleTo(context)] },
    select: { id: true, number: true, approvedAt: true },
  });
  return found && { ...found, approvedAt: found.approvedAt?.toISOString() ?? null };
}

function recordNames(context: Context, { template, standing }: Content): Promise<Map<string, string>> {
  const questions = template.sections.flatMap((section) => section.questions);
  return namesOf(
    context,
    questions.flatMap((question) => {
      const answer = standing[question.key]?.answer;
      if (question.kind !== "records" || answer?.kind !== "value" || !Array.isArray(answer.value)) return [];
      return [{ concept: question.concept, ids: answer.value.map(String) }];
    }),
  );
}

/** One assessment: its questions and answers, how far it has come, its score, and what the actor may do with it. */
export const getAssessment = query({
  name: "assessments.get",
  summary: "One assessment with its questions and answers",
  permission: assessmentsRead,
  input: byId,
  run: async (context, { id }) => {
    const stored = await findAssessment(context, id);
    const assessment = await readAssessment(context, id);
    const content = (await contentsOf(context.tx, [stored])).get(id) as Content;
    const from = await standpointOf(context, stored, content);
    const can = Object.fromEntries(
      acts.map((act) => [
        act,
        refusalTo(act, context.actor, from) === null &&
          obstacleTo(act, stored.state as AssessmentState) === null,
      ]),
    ) as Record<Act, boolean>;
    const mine = can.answer ? [...(await mayAnswer(context, stored, content))] : [];
    const evidence = await evidenceOf(context, {
      type: questionsType,
      ids: [...content.questionIds.values()],
    });
    return {
      ...assessment,
      ...(await citedIn(context.tx, assessment.template)),
      can,
      /** Whether the records answer questions of it, for whoever may answer the whole. */
      fills: mine.length > 0 && stored.systemId !== null && knownAnswersTo(stored.templateKey).length > 0,
      /** Why the actor may not sign, where they hold the permission to. */
      notSigning: refusalTo("approve", context.actor, from),
      mine,
      assignments: await assignments(context, id),
      respondents: await respondentsOf(context, id),
      evidence: Object.fromEntries(evidence),
    };
  },
});

/** An assessment as everybody who may open it sees it. */
export type SeenAssessment = Awaited<ReturnType<typeof getAssessment.execute>>;

async function assignments(context: Context, id: string) {
  const found = await assignmentsOf(context, id);
  const people = await context.tx.person.findMany({
    where: { id: { in: found.flatMap(({ personId }) => personId ?? []) } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map((one) => [one.id, one.name]));
  return found.map(({ id: key, personId, roleKey, sectionKey, questionKey, dueOn }) => ({
    ...{ id: key, roleKey, sectionKey, questionKey },
    person: personId === null ? null : (nameOf.get(personId) ?? "Somebody"),
    dueOn: dayText(dueOn) ?? "",
  }));
}

/** What happened to one assessment, newest first. */
export const assessmentHistoryOf = query({
  name: "assessments.history",
  summary: "What happened to an assessment, newest first",
  permission: assessmentsRead,
  input: byId,
  run: async (context, { id }) => {
    await findAssessment(context, id);
    return { entries: await recordHistory(context, "assessments", id, assessmentHistory) };
  },
});

/** What was answered to one question of an assessment, newest first. */
export const answerHistoryOf = query({
  name: "assessments.answerHistory",
  summary: "What was answered to one question of an assessment, newest first",
  permission: assessmentsRead,
  input: byId.extend({ questionKey: z.string({ error: "Say which question." }).max(60) }),
  run: async (context, { id, questionKey }) => {
    const question = await context.tx.assessmentQuestion.findFirst({
      where: { AND: [{ assessmentId: id, key: questionKey }, visibleTo(context)] },
    });
    if (!question) throw new NotFound();
    return { entries: await recordHistory(context, "assessment-answers", question.id, assessmentHistory) };
  },
});
