import "server-only";
import { findAssessment } from "@/lib/domain/assessments/queries/find";
import { assessmentRef } from "@/lib/domain/assessments/rules";
import { notify } from "@/lib/domain/tasks/commands/notify";
import type { Change } from "@/lib/platform/audit/change";
import type { Assessment, Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";

/** Writes an assessment if it still has the version that was seen; throws Conflict with it as it is now otherwise. */
export async function writeAssessment(
  context: Context,
  { id }: Pick<Assessment, "id">,
  version: number,
  data: Prisma.AssessmentUncheckedUpdateManyInput,
): Promise<Assessment> {
  const [after] = await context.tx.assessment.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findAssessment(context, id));
  return after as Assessment;
}

/** Returns the change of an assessment for the audit trail; `more` is what a person said or did with it. */
export function assessmentChange(
  before: Assessment | null,
  after: Assessment,
  more: Record<string, unknown> = {},
): Change {
  return {
    subject: { type: "assessments", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...more },
  };
}

/** Returns what a command answers about an assessment. */
export function assessmentAnswer({ id, number, title, state, version }: Assessment) {
  return { id, ref: assessmentRef(number), title, state, version };
}

/** Tells people something about an assessment. */
export function tell(
  context: Context,
  { id, number, title }: Assessment,
  words: (name: string) => string,
  personIds: readonly (string | null)[],
): Promise<void> {
  const name = `${assessmentRef(number)} ${title}`;
  return notify(context, { title: words(name), subjectType: "assessments", subjectId: id, personIds });
}
