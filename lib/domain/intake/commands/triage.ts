import "server-only";
import * as z from "zod";
import { intakeApprove, intakeTriage } from "@/lib/domain/intake/access";
import { proposalAnswer, proposalChange, writeProposal } from "@/lib/domain/intake/commands/write-proposal";
import { assertCan, findProposal } from "@/lib/domain/intake/queries";
import { proposalRef } from "@/lib/domain/intake/rules";
import { proposalRecord, questionFields, reasonFields, triageFields } from "@/lib/domain/intake/schema";
import { personProblems } from "@/lib/domain/organization/people/access";
import { notify, peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import { authorOf } from "@/lib/platform/access/actor";
import { Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Names owners, criticality and first stage of a proposal, and hands it on to whoever approves. */
export const triageProposal = command({
  name: "proposals.triage",
  summary: "Name the owners of a proposal and hand it on for approval",
  permission: intakeTriage,
  input: z.strictObject({
    ...recordVersion,
    ...triageFields,
    technicalOwnerId: triageFields.technicalOwnerId.default(null),
    triageNote: triageFields.triageNote.default(null),
  }),
  output: proposalRecord,
  run: async (context, { id, version, ...decided }) => {
    const before = await findProposal(context, id);
    assertCan("triage", context.actor, before);
    const { ownerId, technicalOwnerId } = decided;
    const problems = await personProblems(context, { ownerId, technicalOwnerId });
    if (problems.length > 0) throw new Invalid(problems);
    const after = await writeProposal(context, before, version, {
      ...decided,
      state: "triaged",
      question: null,
      triagedById: authorOf(context.actor),
      triagedAt: context.now,
    });
    const approvers = await peopleWhoMay(context.tx, intakeApprove, after.unitId);
    await notify(context, {
      title: `Your approval is asked for: ${proposalRef(after.number)} ${after.name}`,
      subjectType: "proposals",
      subjectId: id,
      personIds: approvers.filter((personId) => personId !== after.createdById),
    });
    return { result: proposalAnswer(after), change: proposalChange(before, after) };
  },
});

/** Sends a proposal back to who made it, with a question. */
export const returnProposal = command({
  name: "proposals.return",
  summary: "Ask the proposer something",
  permission: intakeTriage,
  input: z.strictObject({ ...recordVersion, ...questionFields }),
  output: proposalRecord,
  run: async (context, { id, version, question }) => {
    const before = await findProposal(context, id);
    assertCan("return", context.actor, before);
    const after = await writeProposal(context, before, version, { state: "returned", question });
    await notify(context, {
      title: `You are asked something about ${proposalRef(after.number)} ${after.name}`,
      subjectType: "proposals",
      subjectId: id,
      personIds: [after.createdById],
    });
    return { result: proposalAnswer(after), change: proposalChange(before, after) };
  },
});

/** Takes up a closed proposal again, also one that was no AI by its answers. */
export const reopenProposal = command({
  name: "proposals.reopen",
  summary: "Take up a closed proposal again",
  permission: intakeTriage,
  input: z.strictObject({ ...recordVersion, ...reasonFields }),
  output: proposalRecord,
  run: async (context, { id, version, reason }) => {
    const before = await findProposal(context, id);
    assertCan("reopen", context.actor, before);
    const after = await writeProposal(context, before, version, {
      state: "submitted",
      decisionReason: null,
      decidedById: null,
      decidedAt: null,
      decidedDigest: null,
    });
    await notify(context, {
      title: `${proposalRef(after.number)} ${after.name} was taken up again`,
      subjectType: "proposals",
      subjectId: id,
      personIds: [after.createdById],
    });
    return { result: proposalAnswer(after), change: proposalChange(before, after, { reason }) };
  },
});
