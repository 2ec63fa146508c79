import "server-only";
import * as z from "zod";
import { assessmentsApprove } from "@/lib/domain/assessments/access";
import { closeSignatures } from "@/lib/domain/assessments/commands/submit";
import {
  assessmentAnswer,
  assessmentChange,
  tell,
  writeAssessment,
} from "@/lib/domain/assessments/commands/write-assessment";
import type { Content } from "@/lib/domain/assessments/queries/content";
import {
  answerersOf,
  assertCan,
  contentOf,
  heldAssessment,
  type Standpoint,
  standpointOf,
} from "@/lib/domain/assessments/queries/find";
import { assessmentRecord, reasonFields, returnFields } from "@/lib/domain/assessments/schema";
import { assessmentSnapshot } from "@/lib/domain/assessments/snapshot";
import { grantDecision, refuseDecision } from "@/lib/domain/decisions/commands";
import { todayOf } from "@/lib/domain/programme-roles/queries";
import { authorOf, roleIn } from "@/lib/platform/access/actor";
import type { Assessment, Decision } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";

/**
 * Signs an assessment, never by anybody who answered in it. Where its questionnaire asks for several signatures each is by
 * another person, and the last one approves it. The decision keeps exactly what was signed.
 */
export const approveAssessment = command({
  name: "assessments.approve",
  summary: "Approve an assessment",
  permission: assessmentsApprove,
  input: z.strictObject({ ...recordVersion, ...reasonFields }),
  output: assessmentRecord,
  run: async (context, { id, version, reason }) => {
    const { before, content, from } = await waiting(context, id, version, "approve");
    const [request, ...more] = from.signatures.filter(({ state }) => state === "requested");
    if (!request) throw new Conflict("Nobody is asked to sign it now. Open the assessment again.");
    if (content.progress.left.length > 0)
      throw new Conflict(
        "A fact of the system has changed and asks for more answers. Return the assessment.",
      );
    const granted = await grantDecision(context, request, {
      role: roleIn(context.actor, assessmentsApprove, before.unitId),
      reason,
      until: endOf(content, await todayOf(context)),
      snapshot: await assessmentSnapshot(context, before, content),
    });
    if (more.length > 0) return { result: assessmentAnswer(before), changes: [granted.change] };
    const after = await writeAssessment(context, before, version, {
      state: "approved",
      stateReason: null,
      approvedAt: context.now,
    });
    await tell(context, after, (name) => `${name} is approved`, [after.ownerId, after.submittedById]);
    return {
      result: assessmentAnswer(after),
      changes: [assessmentChange(before, after, { reason }), granted.change],
    };
  },
});

/** Refuses to approve an assessment, with the reason; it can be reopened. */
export const refuseAssessment = command({
  name: "assessments.refuse",
  summary: "Refuse to approve an assessment",
  permission: assessmentsApprove,
  input: z.strictObject({ ...recordVersion, ...reasonFields }),
  output: assessmentRecord,
  run: async (context, { id, version, reason }) => {
    const { before, from } = await waiting(context, id, version, "refuse");
    const request = from.signatures.find(({ state }) => state === "requested") as Decision;
    const after = await writeAssessment(context, before, version, { state: "refused", stateReason: reason });
    const refused = await refuseDecision(
      context,
      request,
      roleIn(context.actor, assessmentsApprove, before.unitId),
      reason,
    );
    const closed = await closeSignatures(context, id, `Refused: ${reason}`);
    await tell(context, after, (name) => `${name} is refused: ${reason}`, [
      after.ownerId,
      after.submittedById,
    ]);
    return {
      result: assessmentAnswer(after),
      changes: [assessmentChange(before, after, { reason }), refused.change, ...closed],
    };
  },
});

/** Sends an assessment back with what is to be mended, on the whole and at questions; its answers stay. */
export const returnAssessment = command({
  name: "assessments.return",
  summary: "Return an assessment with what is to be mended",
  permission: assessmentsApprove,
  input: z.strictObject({ ...recordVersion, ...returnFields }),
  output: assessmentRecord,
  run: async (context, { id, version, reason, questions }) => {
    const { before, content } = await waiting(context, id, version, "return");
    const stray = questions.findIndex(({ questionKey }) => !content.questionIds.has(questionKey));
    if (stray >= 0)
      throw new Invalid([
        { path: `questions.${stray}.questionKey`, message: "There is no such question. Load it again." },
      ]);
    const after = await writeAssessment(context, before, version, { state: "returned", stateReason: reason });
    const { unitId } = before;
    const remark = { assessmentId: id, unitId, createdById: authorOf(context.actor) };
    await context.tx.assessmentRemark.createMany({
      data: [
        { ...remark, questionId: null, text: reason },
        ...questions.map(({ questionKey, text }) => ({
          ...remark,
          questionId: content.questionIds.get(questionKey) ?? null,
          text,
        })),
      ],
    });
    const closed = await closeSignatures(context, id, `Returned: ${reason}`);
    const people = [after.ownerId, after.submittedById, ...(await answerersOf(context, id))];
    await tell(context, after, (name) => `Returned to be mended: ${name}. ${reason}`, people);
    return {
      result: assessmentAnswer(after),
      changes: [assessmentChange(before, after, { reason, returned: questions }), ...closed],
    };
  },
});

async function waiting(
  context: Context,
  id: string,
  version: number,
  act: "approve" | "refuse" | "return",
): Promise<{ before: Assessment; content: Content; from: Standpoint }> {
  const before = await heldAssessment(context, id);
  const content = await contentOf(context, before);
  const from = await standpointOf(context, before, content);
  assertCan(act, context.actor, from);
  // Also where the row is not written: what is signed is what was seen.
  await assertWon({ count: before.version === version ? 1 : 0 }, async () => before);
  return { before, content, from };
}

// An assessment that has to be made anew every so often is approved until then.
function endOf({ template }: Content, today: string): string | null {
  if (template.everyMonths === undefined) return null;
  const end = new Date(`${today}T00:00:00Z`);
  end.setUTCMonth(end.getUTCMonth() + template.everyMonths);
  return end.toISOString().slice(0, 10);
}
