import "server-only";
import { answersOf } from "@/lib/domain/assessments/answers/rules";
import { contentsOf } from "@/lib/domain/assessments/queries/content";
import { assessmentTitle } from "@/lib/domain/assessments/rules";
import { approvalKind } from "@/lib/domain/assessments/schema";
import { assessmentSnapshot } from "@/lib/domain/assessments/snapshot";
import { type Answer, askedOf } from "@/lib/domain/assessments/templates/rules";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { templateOf } from "@/lib/domain/assessments/templates/template-of";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import { type Assessment, Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { demoAnswer } from "@/prisma/seed/demo/assessment-answers";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";
import type { Step } from "@/prisma/seed/demo/step";

type DemoAssessment = DemoContent["assessments"]["assessments"][number];

/** Creates the assessments of the demo, one or more in each state, with answers and signatures; returns their changes. */
export async function loadAssessments(
  context: Context,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const changes: Change[] = [];
  for (const one of content.assessments.assessments) {
    const template = await templateOf(context, { key: one.questionnaire, version: one.version });
    if (!template) throw new Error(`assessments.yaml: there is no questionnaire ${one.questionnaire}.`);
    const record = await begin(context, one, template, content, ids, calendar);
    await answer(context, one, template, record, content, ids, calendar);
    changes.push({
      subject: { type: "assessments", id: record.id, unitId: record.unitId },
      before: null,
      after: record,
    });
    changes.push(...(await sign(context, one, record, ids, calendar)));
  }
  return changes;
}

async function begin(
  { tx }: Context,
  one: DemoAssessment,
  template: Template,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<Assessment> {
  const [id, systemId] = [demoId("assessments", one.key), demoId("systems", one.system)];
  const system = content.systems.find(({ key }) => key === one.system);
  const unitId = ids.unit(system?.unit ?? "");
  const digest = canonicalDigest(template);
  const [createdAt, dueOn] = [calendar.ago(one.daysAgo), calendar.day({ inDays: one.dueInDays }) as Date];
  const handedIn = one.submittedDaysAgo === undefined ? null : calendar.ago(one.submittedDaysAgo);
  const record = await tx.assessment.create({
    data: {
      ...{ id, systemId, unitId, dueOn, createdAt, state: stateOf(one) },
      title: assessmentTitle(template.title, system?.name ?? ""),
      ...{ templateKey: template.key, templateVersion: template.version, templateDigest: digest },
      ownerId: ids.person(one.owner),
      createdById: ids.person(one.by),
      stateReason: one.returned?.reason ?? one.stale?.reason ?? null,
      submittedAt: handedIn,
      submittedById: handedIn ? ids.person(one.owner) : null,
      approvedAt: one.signed ? calendar.ago(one.signed.daysAgo) : null,
    },
  });
  const stored = template as unknown as Prisma.InputJsonObject;
  await tx.assessmentForm.create({ data: { assessmentId: id, unitId, digest, content: stored, createdAt } });
  await tx.assessmentQuestion.createMany({
    data: template.sections.flatMap(({ questions }) =>
      questions.map(({ key }) => ({ id: questionId(one, key), assessmentId: id, unitId, key, createdAt })),
    ),
  });
  if (one.asked)
    await tx.assessmentAssignment.create({
      data: {
        ...{ assessmentId: id, unitId, createdAt, createdById: record.createdById },
        personId: ids.person(one.asked.person),
        sectionKey: template.sections[1]?.key ?? null,
        dueOn: calendar.day({ inDays: one.asked.dueInDays }) as Date,
      },
    });
  return record;
}

function stateOf(one: DemoAssessment): string {
  if (one.stale) return "stale";
  if (one.signed) return "approved";
  if (one.returned) return "returned";
  if (one.submittedDaysAgo !== undefined) return "submitted";
  return one.share > 0 ? "in-progress" : "assigned";
}

function questionId({ key }: DemoAssessment, question: string): string {
  return demoId("assessment-questions", `${key}/${question}`);
}

// Question by question in reading order, since an answer decides what is asked next.
async function answer(
  { tx }: Context,
  one: DemoAssessment,
  template: Template,
  { id: assessmentId, unitId }: Assessment,
  content: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<void> {
  const system = await tx.system.findUniqueOrThrow({ where: { id: demoId("systems", one.system) } });
  const facts = { ...(system as Record<string, unknown>), ...one.stale?.facts };
  const uses = content.systems.find(({ key }) => key === one.system);
  const named = (concept: "models" | "datasets" | "guardrails" | "vendors") =>
    (uses?.[concept] ?? []).map((key) => demoId(concept, key));
  const given = {
    ...{
      seed: one.key,
      texts: content.assessments.texts,
      facts,
      moreIs: template.scoring?.moreIs ?? ("better" as const),
    },
    records: Object.fromEntries(
      (["models", "datasets", "guardrails", "vendors"] as const).map((concept) => [concept, named(concept)]),
    ),
  };
  const answers: Record<string, Answer> = {};
  for (;;) {
    const asked = askedOf(template, answers, facts).sections.flatMap(({ questions }) => questions);
    const next = asked.find(({ key }) => !answers[key]);
    if (!next || Object.keys(answers).length >= one.share * asked.length) break;
    answers[next.key] = demoAnswer(next, given);
  }
  const days = one.submittedDaysAgo ?? one.returned?.daysAgo ?? 1;
  const at = calendar.ago(Math.min(one.daysAgo, days + 1));
  await tx.assessmentAnswer.createMany({
    data: Object.entries(answers).map(([key, said]) => ({
      ...{ assessmentId, unitId, questionId: questionId(one, key), number: 1, kind: said.kind },
      value: said.kind === "value" ? (said.value as Prisma.InputJsonValue) : Prisma.DbNull,
      ...{ answeredById: ids.person(one.owner), saidAt: at, createdAt: at },
    })),
  });
  if (!one.returned) return;
  const remark = {
    assessmentId,
    unitId,
    createdById: ids.person(one.returned.by),
    createdAt: calendar.ago(one.returned.daysAgo),
  };
  await tx.assessmentRemark.createMany({
    data: [
      { ...remark, questionId: null, text: one.returned.reason },
      ...Object.entries(one.returned.questions).map(([key, text]) => ({
        ...remark,
        questionId: questionId(one, key),
        text,
      })),
    ],
  });
}

async function sign(
  context: Context,
  one: DemoAssessment,
  record: Assessment,
  ids: Ids,
  calendar: Calendar,
): Promise<Change[]> {
  const { tx } = context;
  if (one.submittedDaysAgo === undefined) return [];
  const content = (await contentsOf(tx, [record])).get(record.id);
  if (!content) return [];
  const facts = { ...content.facts, ...one.stale?.facts };
  const asked = askedOf(content.template, answersOf(content.standing), facts);
  const snapshot = await assessmentSnapshot(context, record, { ...content, facts, asked });
  const at = calendar.ago(one.submittedDaysAgo);
  const author = ids.person(one.owner);
  const decision = await tx.decision.create({
    data: {
      ...{ id: demoId("assessment-approvals", one.key), kind: approvalKind, unitId: record.unitId },
      ...{ subjectType: "assessments", subjectId: record.id, requestedById: author, authorIds: [author] },
      state: one.stale ? "stale" : one.signed ? "granted" : "requested",
      reason: "Handed in for approval.",
      ...{ requestedAt: at, createdAt: at },
      ...{ snapshot: snapshot as Prisma.InputJsonObject, digest: canonicalDigest(snapshot) },
      ...(one.signed
        ? {
            signerId: ids.person(one.signed.by),
            signerRole: one.signed.by === "katharina.leitner" ? "executive" : "compliance",
            signedAt: calendar.ago(one.signed.daysAgo),
            signerReason: one.signed.reason,
          }
        : {}),
      ...(one.stale ? { closedAt: calendar.ago(one.stale.daysAgo), closedReason: one.stale.reason } : {}),
    },
  });
  return [
    { subject: { type: "decisions", id: decision.id, unitId: record.unitId }, before: null, after: decision },
  ];
}

/** Returns what an assessment of the demo went through before the day of loading. */
export function assessmentSteps(
  content: DemoContent,
  id: string | null,
  after: Assessment,
  calendar: Calendar,
): Step[] {
  const one = content.assessments.assessments.find(({ key }) => demoId("assessments", key) === id);
  if (!one) return [];
  const fresh = {
    ...after,
    state: "assigned",
    stateReason: null,
    submittedAt: null,
    submittedById: null,
    approvedAt: null,
  };
  const handedIn = { ...after, state: "submitted", stateReason: null, approvedAt: null };
  const step = (action: string, by: string | null, daysAgo: number, state: object): Step => {
    const at = calendar.ago(daysAgo);
    return {
      action: `assessments.${action}`,
      by: by ?? after.createdById,
      at,
      after: { ...state, updatedAt: at },
    };
  };
  return [
    step("create", after.createdById, one.daysAgo, fresh),
    ...(one.submittedDaysAgo === undefined
      ? []
      : [step("submit", after.submittedById, one.submittedDaysAgo, handedIn)]),
    ...(one.signed
      ? [
          step("approve", demoId("people", one.signed.by), one.signed.daysAgo, {
            ...after,
            state: "approved",
            stateReason: null,
          }),
        ]
      : []),
    ...(one.returned ? [step("return", demoId("people", one.returned.by), one.returned.daysAgo, after)] : []),
  ];
}
