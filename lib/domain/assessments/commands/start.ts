import "server-only";
import { assessmentsAnswer, assessmentsAssign } from "@/lib/domain/assessments/access";
import { carryForward } from "@/lib/domain/assessments/commands/carry-forward";
import { fillKnown } from "@/lib/domain/assessments/commands/fill-known";
import { assessmentChange, tell } from "@/lib/domain/assessments/commands/write-assessment";
import { assessmentRef, assessmentTitle } from "@/lib/domain/assessments/rules";
import { startFields } from "@/lib/domain/assessments/schema";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { templateOf } from "@/lib/domain/assessments/templates/template-of";
import { todayOf } from "@/lib/domain/programme-roles/queries";
import { peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import { authorOf, unitsWith } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { Assessment, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

interface Subject {
  kind: "systems" | "vendors";
  id: string;
  name: string;
  unitId: string;
  ownerId: string | null;
}

/** What became of one of the chosen systems or vendors. */
interface Row {
  subject: { id: string; name: string };
  state: "started" | "left-out";
  reason: string | null;
  assessment: { id: string; ref: string } | null;
}

/**
 * Starts an assessment of each chosen system or vendor; who answers for it is told. What is assessed by the same
 * questionnaire already, or has nobody who could answer, is left out with the reason. Answers of the last approved one are
 * carried forward, and what the records say is filled in, to be confirmed.
 */
export const startAssessments = command({
  name: "assessments.create",
  summary: "Start an assessment of each chosen AI system or vendor",
  permission: assessmentsAssign,
  input: createInput(startFields),
  timeoutMs: 60_000,
  run: async (context, { templateKey, systemIds, vendorIds, ownerId, dueOn }) => {
    const template = await usableTemplate(context, templateKey);
    await assertTimely(context, dueOn);
    const subjects = await subjectsOf(context, template, systemIds, vendorIds);
    const rows: Row[] = [];
    const changes: Change[] = [];
    for (const subject of subjects) {
      const answering = ownerId ?? subject.ownerId;
      const obstacle = await obstacleFor(context, template, subject, answering);
      const { id, name } = subject;
      if (obstacle !== null || answering === null) {
        rows.push({ subject: { id, name }, state: "left-out", reason: obstacle, assessment: null });
        continue;
      }
      const started = await startOne(context, template, subject, answering, dueOn);
      changes.push(started.change);
      const assessment = { id: started.assessment.id, ref: assessmentRef(started.assessment.number) };
      rows.push({ subject: { id, name }, state: "started", reason: null, assessment });
    }
    if (changes.length === 0)
      throw new Conflict(rows.map(({ subject, reason }) => `${subject.name}: ${reason}`).join(" "));
    return { result: { rows, started: changes.length }, changes };
  },
});

async function usableTemplate(context: Context, key: string): Promise<Template> {
  const template = await templateOf(context, { key });
  if (template) return template;
  const message = "There is no such questionnaire. Choose one of those listed.";
  throw new Invalid([{ path: "templateKey", message }]);
}

/** Throws Invalid for a day that has passed. */
export async function assertTimely(context: Context, dueOn: string): Promise<void> {
  const today = await todayOf(context);
  if (dueOn >= today) return;
  throw new Invalid([
    { path: "dueOn", message: `The due date is in the past. Choose ${formatDay(today)} or a later day.` },
  ]);
}

async function subjectsOf(
  context: Context,
  { subject, title }: Template,
  systemIds: readonly string[],
  vendorIds: readonly string[],
): Promise<Subject[]> {
  const [path, ids, stray] =
    subject === "systems"
      ? (["systemIds", systemIds, vendorIds] as const)
      : (["vendorIds", vendorIds, systemIds] as const);
  const noun = subject === "systems" ? "AI systems" : "vendors";
  if (stray.length > 0 || ids.length === 0)
    throw new Invalid([
      { path, message: `"${title}" assesses ${noun}. Choose at least one, and nothing else.` },
    ]);
  const { tx, actor } = context;
  const where = {
    id: { in: [...ids] },
    ...(actor.kind === "system" ? {} : { unitId: { in: unitsWith(actor, assessmentsAssign) } }),
  };
  const select = { id: true, name: true, unitId: true, ownerId: true } as const;
  const order = [{ name: "asc" as const }, { id: "asc" as const }];
  const found =
    subject === "systems"
      ? await tx.system.findMany({ where, select, orderBy: order })
      : await tx.vendor.findMany({ where, select, orderBy: order });
  if (found.length < ids.length)
    throw new Invalid([
      {
        path,
        message: `One of these ${noun} does not exist where you may start assessments. Choose them again.`,
      },
    ]);
  return found.map((one) => ({ ...one, kind: subject }));
}

async function obstacleFor(
  { tx }: Context,
  { key }: Template,
  { kind, id, unitId }: Subject,
  ownerId: string | null,
): Promise<string | null> {
  const open = await tx.assessment.findFirst({
    where: {
      templateKey: key,
      ...(kind === "systems" ? { systemId: id } : { vendorId: id }),
      state: { in: ["assigned", "in-progress", "returned", "submitted"] },
    },
    select: { number: true },
  });
  if (open) return `${assessmentRef(open.number)} is open already.`;
  if (ownerId === null) return "It has no owner. Say who answers.";
  const able = await peopleWhoMay(tx, assessmentsAnswer, unitId);
  return able.includes(ownerId)
    ? null
    : "Who was to answer holds no role in its business unit with which they could. Choose somebody who does.";
}

async function startOne(
  context: Context,
  template: Template,
  subject: Subject,
  ownerId: string,
  dueOn: string,
): Promise<{ assessment: Assessment; change: Change }> {
  const { tx, actor, now } = context;
  const { unitId, id } = subject;
  const digest = canonicalDigest(template);
  const assessment = await tx.assessment.create({
    data: {
      title: assessmentTitle(template.title, subject.name),
      templateKey: template.key,
      templateVersion: template.version,
      templateDigest: digest,
      ...(subject.kind === "systems" ? { systemId: id } : { vendorId: id }),
      ...{ unitId, ownerId, state: "assigned" },
      dueOn: storedDay(dueOn) ?? now,
      createdById: authorOf(actor),
    },
  });
  const assessmentId = assessment.id;
  const content = template as unknown as Prisma.InputJsonObject;
  await tx.assessmentForm.create({ data: { assessmentId, unitId, digest, content } });
  await tx.assessmentQuestion.createMany({
    data: template.sections.flatMap(({ questions }) =>
      questions.map(({ key }) => ({ assessmentId, unitId, key })),
    ),
  });
  const filled = await fillKnown(context, assessment, template);
  const carried = await carryForward(context, assessment, template, filled);
  await tell(context, carried, (name) => `You are asked to answer ${name} by ${formatDay(dueOn)}`, [ownerId]);
  return { assessment: carried, change: assessmentChange(null, carried) };
}
