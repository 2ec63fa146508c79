import "server-only";
import * as z from "zod";
import { assessmentsAnswer, assessmentsApprove, assessmentsAssign } from "@/lib/domain/assessments/access";
import {
  assessmentAnswer,
  assessmentChange,
  tell,
  writeAssessment,
} from "@/lib/domain/assessments/commands/write-assessment";
import {
  answerersOf,
  assertCan,
  contentOf,
  findAssessment,
  heldAssessment,
  signaturesOf,
  standpointOf,
} from "@/lib/domain/assessments/queries/find";
import { approvalKind, assessmentRecord, reasonFields } from "@/lib/domain/assessments/schema";
import { assessmentSnapshot } from "@/lib/domain/assessments/snapshot";
import { closeDecision, requestDecision } from "@/lib/domain/decisions/commands";
import { peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

const why = z.strictObject({ ...recordVersion, ...reasonFields });
const whyLeft = {
  open: "is not answered",
  carried: "was carried forward and is not confirmed",
  returned: "was returned and is not mended",
} as const;

/**
 * Hands an assessment in for approval: one signature is asked for as often as its questionnaire says. Refused with every
 * question at which something is left to do.
 */
export const submitAssessment = command({
  name: "assessments.submit",
  summary: "Hand an assessment in for approval",
  permission: assessmentsAnswer,
  input: z.strictObject(recordVersion),
  output: assessmentRecord,
  run: async (context, { id, version }) => {
    const before = await heldAssessment(context, id);
    const content = await contentOf(context, before);
    assertCan("submit", context.actor, await standpointOf(context, before, content));
    const { left } = content.progress;
    if (left.length > 0)
      throw new Invalid(
        left.map(({ question, why: state }) => ({
          path: question.key,
          message: `"${question.label}" ${whyLeft[state]}.`,
        })),
      );
    const by = authorOf(context.actor);
    const after = await writeAssessment(context, before, version, {
      state: "submitted",
      stateReason: null,
      submittedById: by,
      submittedAt: context.now,
    });
    const authorIds = await answerersOf(context, id);
    const snapshot = await assessmentSnapshot(context, after, content);
    const changes: Change[] = [];
    for (let seat = 1; seat <= content.template.approvals; seat += 1) {
      const { change } = await requestDecision(context, {
        kind: approvalKind,
        seat,
        subject: { type: "assessments", id, unitId: after.unitId },
        reason: "Handed in for approval.",
        ...{ conditions: null, until: null, snapshot, authorIds },
      });
      changes.push(change);
    }
    const approvers = await peopleWhoMay(context.tx, assessmentsApprove, after.unitId);
    const others = approvers.filter((personId) => personId !== by && !authorIds.includes(personId));
    await tell(context, after, (name) => `Your approval is asked for: ${name}`, others);
    return { result: assessmentAnswer(after), changes: [assessmentChange(before, after), ...changes] };
  },
});

/** Takes an assessment back that is not needed; its answers stay readable. */
export const withdrawAssessment = command({
  name: "assessments.withdraw",
  summary: "Withdraw an assessment",
  permission: assessmentsAssign,
  input: why,
  output: assessmentRecord,
  run: async (context, { id, version, reason }) => {
    const before = await heldAssessment(context, id);
    assertCan(
      "withdraw",
      context.actor,
      await standpointOf(context, before, await contentOf(context, before)),
    );
    const after = await writeAssessment(context, before, version, {
      state: "withdrawn",
      stateReason: reason,
    });
    const closed = await closeSignatures(context, id, `Withdrawn: ${reason}`);
    await tell(context, after, (name) => `No longer needed: ${name}`, [after.ownerId]);
    return {
      result: assessmentAnswer(after),
      changes: [assessmentChange(before, after, { reason }), ...closed],
    };
  },
});

/** Opens a closed assessment to answers again, with those that it has; an approval in force ends. */
export const reopenAssessment = command({
  name: "assessments.reopen",
  summary: "Open a closed assessment to answers again",
  permission: assessmentsAssign,
  input: why,
  output: assessmentRecord,
  run: async (context, { id, version, reason }) => {
    const before = await heldAssessment(context, id);
    assertCan("reopen", context.actor, await standpointOf(context, before, await contentOf(context, before)));
    const after = await writeAssessment(context, before, version, {
      state: "in-progress",
      stateReason: reason,
      approvedAt: null,
      submittedAt: null,
      submittedById: null,
    });
    const closed = await closeSignatures(context, id, `Reopened: ${reason}`);
    await tell(context, after, (name) => `Open to answers again: ${name}`, [after.ownerId]);
    return {
      result: assessmentAnswer(after),
      changes: [assessmentChange(before, after, { reason }), ...closed],
    };
  },
});

/** Closes what waits for a signature on an assessment, and ends what is in force; returns the changes. */
export async function closeSignatures(context: Context, id: string, reason: string): Promise<Change[]> {
  await findAssessment(context, id);
  const changes: Change[] = [];
  for (const decision of await signaturesOf(context, id)) {
    const state = decision.state === "granted" ? "ended" : "withdrawn";
    changes.push((await closeDecision(context, decision, state, reason)).change);
  }
  return changes;
}
