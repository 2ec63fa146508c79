import "server-only";
import * as z from "zod";
import { assessmentsAssign } from "@/lib/domain/assessments/access";
import { openAssessment } from "@/lib/domain/assessments/commands/assign";
import {
  assessmentAnswer,
  assessmentChange,
  tell,
  writeAssessment,
} from "@/lib/domain/assessments/commands/write-assessment";
import type { Content, StoredAnswer } from "@/lib/domain/assessments/queries/content";
import { contentOf } from "@/lib/domain/assessments/queries/find";
import { moveOf, restWords } from "@/lib/domain/assessments/queries/upgrade";
import { assessmentRecord } from "@/lib/domain/assessments/schema";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import type { Upgrade } from "@/lib/domain/assessments/templates/upgrade/rules";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import { type Assessment, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

/**
 * Moves an open assessment to the newest version of its questionnaire, which has to be the one that was seen. Answers that fit
 * stay; those to questions that are worded otherwise wait to be confirmed; those that fit no more are listed in the history and
 * stay there.
 */
export const upgradeAssessment = command({
  name: "assessments.upgrade",
  summary: "Move an assessment to the newest version of its questionnaire",
  permission: assessmentsAssign,
  input: z.strictObject({
    ...recordVersion,
    to: z.int({ error: "Send the version that you saw." }).min(1).max(9_999),
  }),
  output: assessmentRecord,
  run: async (context, { id, version, to: seen }) => {
    const before = await openAssessment(context, id);
    const content = await contentOf(context, before);
    const move = await moveOf(context, before, content);
    if (!move) throw new Conflict("It is at the newest version of its questionnaire already.");
    const { to, upgrade } = move;
    if (to.version !== seen)
      throw new Conflict(`Version ${to.version} is the newest by now. Look at it first.`);
    const digest = canonicalDigest(to);
    await keepForm(context, before, to, digest);
    await writeAnswers(context, before, content, upgrade);
    const after = await writeAssessment(context, before, version, {
      templateVersion: to.version,
      templateDigest: digest,
    });
    const rest = restWords(content, upgrade).map(({ label, answer, why }) => `${label} ${answer}. ${why}`);
    await tell(context, after, (name) => `${name} asks by version ${to.version} of its questionnaire now`, [
      after.ownerId,
    ]);
    return {
      result: assessmentAnswer(after),
      change: assessmentChange(before, after, rest.length > 0 ? { rest: rest.join("\n") } : {}),
    };
  },
});

async function keepForm(
  { tx }: Context,
  { id: assessmentId, unitId }: Assessment,
  to: Template,
  digest: string,
): Promise<void> {
  const content = to as unknown as Prisma.InputJsonObject;
  await tx.assessmentForm.createMany({
    data: [{ assessmentId, unitId, digest, content }],
    skipDuplicates: true,
  });
  await tx.assessmentQuestion.createMany({
    data: to.sections.flatMap(({ questions }) => questions.map(({ key }) => ({ assessmentId, unitId, key }))),
    skipDuplicates: true,
  });
}

// A question that is worded otherwise keeps its answer to be confirmed; one whose answer fits no more is open again.
async function writeAnswers(
  { tx, actor, now }: Context,
  { id: assessmentId, unitId }: Assessment,
  { standing }: Content,
  { reworded, rest }: Upgrade,
): Promise<void> {
  const next = (stands: StoredAnswer) => ({
    ...{ assessmentId, unitId, questionId: stands.questionId, number: stands.number + 1 },
  });
  const again = reworded.flatMap((key) => {
    const stands = standing[key];
    if (!stands) return [];
    const { answer, answeredById, respondent, respondentId, source, saidAt } = stands;
    return [
      {
        ...next(stands),
        kind: answer.kind,
        value: answer.kind === "value" ? (answer.value as Prisma.InputJsonValue) : Prisma.DbNull,
        reason: answer.kind === "not-applicable" ? answer.reason : null,
        way: "carried",
        ...{ answeredById, respondent, respondentId, source, saidAt },
      },
    ];
  });
  const taken = rest.flatMap(({ key }) => {
    const stands = standing[key];
    return stands ? [{ ...next(stands), kind: "none", saidAt: now, answeredById: actor.personId }] : [];
  });
  await tx.assessmentAnswer.createMany({ data: [...again, ...taken] });
}
