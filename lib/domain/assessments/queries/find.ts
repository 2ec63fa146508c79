import "server-only";
import {
  assessmentsAnswer,
  assessmentsApprove,
  assessmentsAssign,
  visibleTo,
} from "@/lib/domain/assessments/access";
import { type Act, obstacleTo } from "@/lib/domain/assessments/acts/rules";
import { type Content, contentsOf } from "@/lib/domain/assessments/queries/content";
import { assessmentRef } from "@/lib/domain/assessments/rules";
import { type AssessmentState, approvalKind } from "@/lib/domain/assessments/schema";
import { holdersIn } from "@/lib/domain/programme-roles/queries";
import { type Actor, may } from "@/lib/platform/access/actor";
import type { Assessment, AssessmentAssignment, Decision } from "@/lib/platform/database/generated/client";
import { Conflict, Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import type { FoundRecord } from "@/lib/platform/registry/contributions";

/** Returns the stored assessment within the actor's scope, as the audit trail keeps it; throws NotFound. */
export async function findAssessment(context: Context, id: string): Promise<Assessment> {
  const found = await context.tx.assessment.findFirst({ where: { AND: [{ id }, visibleTo(context)] } });
  if (!found) throw new NotFound();
  return found;
}

/** Returns an assessment once nobody else can write it before this transaction ends; throws NotFound. */
export async function heldAssessment(context: Context, id: string): Promise<Assessment> {
  await context.tx.$queryRaw`select id from assessments where id = ${id}::uuid for update`;
  return findAssessment(context, id);
}

/** Returns the content of one assessment that the actor may read; throws NotFound where it has none. */
export async function contentOf({ tx }: Context, assessment: Assessment): Promise<Content> {
  const content = (await contentsOf(tx, [assessment])).get(assessment.id);
  if (!content) throw new NotFound();
  return content;
}

/** Returns those of these assessments that the actor may see, as other concepts name them. */
export async function findAssessments(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.assessment.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    select: { id: true, number: true, title: true, unitId: true, ownerId: true },
  });
  return found.map(({ number, title, ...one }) => ({ ...one, name: title, ref: assessmentRef(number) }));
}

/** Returns those of these questions of assessments that the actor may see, as other concepts name them. */
export async function findQuestions(context: Context, ids: readonly string[]): Promise<FoundRecord[]> {
  const found = await context.tx.assessmentQuestion.findMany({
    where: { AND: [{ id: { in: [...ids] } }, visibleTo(context)] },
    include: { assessment: true },
  });
  const contents = await contentsOf(
    context.tx,
    found.map(({ assessment }) => assessment),
  );
  return found.map(({ id, key, unitId, assessment }) => ({
    id,
    unitId,
    ref: assessmentRef(assessment.number),
    name:
      contents
        .get(assessment.id)
        ?.template.sections.flatMap(({ questions }) => questions)
        .find((question) => question.key === key)?.label ?? key,
    ownerId: assessment.ownerId,
    href: `/assessments/${assessment.id}/answer?question=${key}`,
  }));
}

/** Returns the assignments of an assessment that are in force. */
export function assignmentsOf({ tx }: Context, assessmentId: string): Promise<AssessmentAssignment[]> {
  return tx.assessmentAssignment.findMany({
    where: { assessmentId, endedAt: null },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
}

/**
 * Returns the keys of the questions that the actor may answer: all for its owner, for whoever assigns assessments there and
 * for whom the whole was assigned to; else those assigned to them or to a role of the programme that they hold.
 */
export async function mayAnswer(
  context: Context,
  assessment: Assessment,
  { template }: Pick<Content, "template">,
): Promise<ReadonlySet<string>> {
  const { actor } = context;
  const { unitId, ownerId } = assessment;
  if (!may(actor, assessmentsAnswer, unitId)) return new Set();
  const all = template.sections.flatMap(({ questions }) => questions.map(({ key }) => key));
  if (actor.kind === "system" || ownerId === actor.personId || may(actor, assessmentsAssign, unitId))
    return new Set(all);
  const assigned = await assignmentsOf(context, assessment.id);
  const holders = assigned.some(({ roleKey }) => roleKey !== null)
    ? await holdersIn(context, unitId)
    : new Map<string, { id: string }[]>();
  const mine = assigned.filter(
    ({ personId, roleKey }) =>
      personId === actor.personId || holders.get(roleKey ?? "")?.some(({ id }) => id === actor.personId),
  );
  return new Set(
    mine.flatMap(({ sectionKey, questionKey }) => {
      if (questionKey !== null) return [questionKey];
      if (sectionKey === null) return all;
      return template.sections.find(({ key }) => key === sectionKey)?.questions.map(({ key }) => key) ?? [];
    }),
  );
}

/** Returns everybody who gave an answer in an assessment, ever: none of them may approve it. */
export async function answerersOf({ tx }: Context, assessmentId: string): Promise<string[]> {
  const rows = await tx.assessmentAnswer.findMany({
    where: { assessmentId, answeredById: { not: null } },
    distinct: ["answeredById"],
    select: { answeredById: true },
  });
  return rows.map(({ answeredById }) => answeredById ?? "");
}

/** Returns the decisions on an assessment that wait or are in force, the oldest first: one for each signature it takes. */
export function signaturesOf({ tx }: Context, subjectId: string): Promise<Decision[]> {
  return tx.decision.findMany({
    where: { kind: approvalKind, subjectId, state: { in: ["requested", "granted"] } },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
  });
}

/** What decides whether somebody may do something with an assessment that they see. */
export interface Standpoint {
  assessment: Assessment;
  /** The questions that they may answer. */
  answers: ReadonlySet<string>;
  /** How many questions there are. */
  questions: number;
  signatures: readonly Decision[];
}

/** Returns what decides which acts are open to the actor. */
export async function standpointOf(
  context: Context,
  assessment: Assessment,
  content: Content,
): Promise<Standpoint> {
  return {
    assessment,
    answers: await mayAnswer(context, assessment, content),
    questions: content.template.sections.flatMap((section) => section.questions).length,
    signatures: await signaturesOf(context, assessment.id),
  };
}

/** Returns why the actor may not do this with an assessment that they see, or null; whether it is possible now is another question. */
export function refusalTo(act: Act, actor: Actor, from: Standpoint): string | null {
  const { assessment, answers, questions } = from;
  const plain = "You may read this assessment but not do this with it.";
  if (act === "answer") return answers.size > 0 ? null : "Nobody asked you to answer this assessment.";
  if (act === "submit")
    return answers.size === questions && questions > 0
      ? null
      : "Only who answers for the whole of it can hand it in.";
  if (act === "approve" || act === "refuse" || act === "return") {
    if (!may(actor, assessmentsApprove, assessment.unitId)) return plain;
    return signingRefusal(act, actor, from);
  }
  return may(actor, assessmentsAssign, assessment.unitId) ? null : plain;
}

function signingRefusal(act: Act, actor: Actor, { signatures }: Standpoint): string | null {
  if (actor.personId === null) return "Only a person can sign.";
  if (act === "return") return null;
  const mine = (ids: readonly string[]) => ids.includes(actor.personId ?? "");
  if (signatures.some(({ authorIds, requestedById }) => mine([...authorIds, requestedById])))
    return "You handed it in or answered some of it. Somebody else has to decide.";
  return signatures.some(({ signerId }) => signerId === actor.personId)
    ? "You have signed it already. Somebody else has to sign as well."
    : null;
}

/** Throws Forbidden or Conflict, with the reason, unless the actor may do this with an assessment that they see. */
export function assertCan(act: Act, actor: Actor, from: Standpoint): void {
  const refusal = refusalTo(act, actor, from);
  if (refusal !== null) throw new Forbidden(refusal);
  const obstacle = obstacleTo(act, from.assessment.state as AssessmentState);
  if (obstacle !== null) throw new Conflict(obstacle);
}
