import "server-only";
import * as z from "zod";
import { assertMay, assessmentsAnswer, assessmentsAssign, visibleTo } from "@/lib/domain/assessments/access";
import { obstacleTo } from "@/lib/domain/assessments/acts/rules";
import { assertTimely } from "@/lib/domain/assessments/commands/start";
import {
  assessmentAnswer,
  assessmentChange,
  tell,
  writeAssessment,
} from "@/lib/domain/assessments/commands/write-assessment";
import { contentOf, heldAssessment } from "@/lib/domain/assessments/queries/find";
import {
  type AssessmentState,
  assessmentRecord,
  assignFields,
  changeFields,
} from "@/lib/domain/assessments/schema";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { holdersIn } from "@/lib/domain/programme-roles/queries";
import { peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Assessment, AssessmentAssignment } from "@/lib/platform/database/generated/client";
import { Conflict, type FieldProblem, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, defined, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

const id = z.uuid({ error: "Is not the id of a record." });

/** Asks a person, or whoever holds a role of the programme, to answer the whole, a section or one question; they are told. */
export const assignPart = command({
  name: "assessments.assign",
  summary: "Ask somebody to answer an assessment, a section or a question",
  permission: assessmentsAssign,
  input: createInput(assignFields).extend({ id }),
  output: z.looseObject({ id: z.uuid() }),
  run: async (context, { id: assessmentId, personId, roleKey, sectionKey, questionKey, dueOn }) => {
    const assessment = await openAssessment(context, assessmentId);
    await assertTimely(context, dueOn);
    const { template } = await contentOf(context, assessment);
    const problems = [...whoProblems(personId, roleKey), ...partProblems(template, sectionKey, questionKey)];
    if (problems.length > 0) throw new Invalid(problems);
    const people = await assertAble(context, assessment, personId, roleKey);
    const { unitId } = assessment;
    const assignment = await context.tx.assessmentAssignment.create({
      data: {
        ...{ assessmentId, unitId, personId, roleKey, sectionKey, questionKey },
        dueOn: storedDay(dueOn) ?? context.now,
        createdById: authorOf(context.actor),
      },
    });
    const part = partWords(template, sectionKey, questionKey);
    await tell(
      context,
      assessment,
      (name) => `You are asked to answer ${part}${name} by ${formatDay(dueOn)}`,
      people,
    );
    return { result: { id: assignment.id }, change: assignmentChange(null, assignment) };
  },
});

/** Takes back that somebody is asked to answer; what they answered stays. */
export const endAssignment = command({
  name: "assessment-assignments.end",
  summary: "Take back that somebody is asked to answer",
  permission: assessmentsAssign,
  input: z.strictObject({ id }),
  run: async (context, { id: assignmentId }) => {
    const known = { id: assignmentId, endedAt: null };
    const before = await context.tx.assessmentAssignment.findFirst({
      where: { AND: [known, visibleTo(context)] },
    });
    if (!before) throw new NotFound();
    await openAssessment(context, before.assessmentId);
    const [after] = await context.tx.assessmentAssignment.updateManyAndReturn({
      where: known,
      data: { endedAt: context.now, endedById: authorOf(context.actor) },
    });
    if (!after) throw new NotFound();
    return { result: { id: assignmentId }, change: assignmentChange(before, after) };
  },
});

/** Changes who answers for an assessment, or by when; who is new to it is told. */
export const updateAssessment = command({
  name: "assessments.update",
  summary: "Change who answers for an assessment, or by when",
  permission: assessmentsAssign,
  input: updateInput(changeFields),
  output: assessmentRecord,
  run: async (context, { id: assessmentId, version, ownerId, dueOn }) => {
    const before = await openAssessment(context, assessmentId);
    if (dueOn !== undefined) await assertTimely(context, dueOn);
    if (ownerId !== undefined) await assertAble(context, before, ownerId, null, "ownerId");
    const day = dueOn === undefined ? {} : { dueOn: storedDay(dueOn) ?? context.now };
    const after = await writeAssessment(context, before, version, defined({ ownerId, ...day }));
    if (after.ownerId !== before.ownerId)
      await tell(context, after, (name) => `You are asked to answer ${name}`, [after.ownerId]);
    return { result: assessmentAnswer(after), change: assessmentChange(before, after) };
  },
});

/** Returns an assessment that is open to answers, for whoever assigns there; throws NotFound, Forbidden or Conflict. */
export async function openAssessment(context: Context, assessmentId: string): Promise<Assessment> {
  const found = await heldAssessment(context, assessmentId);
  assertMay(context.actor, assessmentsAssign, found.unitId);
  const obstacle = obstacleTo("assign", found.state as AssessmentState);
  if (obstacle !== null) throw new Conflict(obstacle);
  return found;
}

function whoProblems(personId: string | null, roleKey: string | null): FieldProblem[] {
  if ((personId === null) !== (roleKey === null)) return [];
  return [{ path: "personId", message: "Name either a person or a role of the programme." }];
}

/** Returns what is wrong with the part of a questionnaire that somebody is asked for. */
export function partProblems(
  { sections }: Template,
  sectionKey: string | null,
  questionKey: string | null,
): FieldProblem[] {
  if (sectionKey !== null && questionKey !== null)
    return [{ path: "questionKey", message: "Name a section or a question, not both." }];
  if (sectionKey !== null && !sections.some(({ key }) => key === sectionKey))
    return [{ path: "sectionKey", message: "The questionnaire has no such section. Choose one of it." }];
  const known = sections.some(({ questions }) => questions.some(({ key }) => key === questionKey));
  return questionKey === null || known
    ? []
    : [{ path: "questionKey", message: "The questionnaire has no such question. Choose one of it." }];
}

// Who could not open it could not answer it either.
async function assertAble(
  context: Context,
  { unitId }: Assessment,
  personId: string | null,
  roleKey: string | null,
  path = "personId",
): Promise<string[]> {
  const able = await peopleWhoMay(context.tx, assessmentsAnswer, unitId);
  if (personId !== null) {
    if (able.includes(personId)) return [personId];
    const message =
      "This person holds no role in the business unit of the assessment with which they could answer. Choose somebody who does.";
    throw new Invalid([{ path, message }]);
  }
  const holders = (await holdersIn(context, unitId)).get(roleKey ?? "") ?? [];
  const ready = holders.map((one) => one.id).filter((one) => able.includes(one));
  if (ready.length > 0) return ready;
  const message =
    "Nobody who could answer holds this role of the programme there. Choose a person, or appoint somebody.";
  throw new Invalid([{ path: "roleKey", message }]);
}

function partWords({ sections }: Template, sectionKey: string | null, questionKey: string | null): string {
  const section = sections.find(({ key }) => key === sectionKey);
  if (section) return `the section "${section.title}" of `;
  return questionKey === null ? "" : "a question of ";
}

function assignmentChange(before: AssessmentAssignment | null, after: AssessmentAssignment): Change {
  return { subject: { type: "assessment-assignments", id: after.id, unitId: after.unitId }, before, after };
}
