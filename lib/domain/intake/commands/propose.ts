import "server-only";
import * as z from "zod";
import { moveAttached } from "@/lib/domain/comments/commands/move-attached";
import { intakePropose, intakeTriage } from "@/lib/domain/intake/access";
import { proposalAnswer, proposalChange, writeProposal } from "@/lib/domain/intake/commands/write-proposal";
import { assertCan, findProposal } from "@/lib/domain/intake/queries";
import { proposalRef, verdictOf } from "@/lib/domain/intake/rules";
import { proposalFields, proposalRecord, reasonFields } from "@/lib/domain/intake/schema";
import { unitProblems } from "@/lib/domain/organization/units/access";
import { notify, peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import { authorOf } from "@/lib/platform/access/actor";
import type { Proposal } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

/** Proposes a use of AI. By the answers it goes to triage, or is kept as no AI system with the reasons. */
export const propose = command({
  name: "proposals.create",
  summary: "Propose a use of AI",
  permission: intakePropose,
  input: createInput(proposalFields),
  output: proposalRecord,
  run: async (context, { plannedOn, ...input }) => {
    const problems = await unitProblems(context, input.unitId);
    if (problems.length > 0) throw new Invalid(problems);
    const proposal = await context.tx.proposal.create({
      data: {
        ...input,
        plannedOn: storedDay(plannedOn),
        state: stateAfter(input),
        createdById: authorOf(context.actor),
      },
    });
    await tellTriage(context, proposal);
    return { result: proposalAnswer(proposal), change: proposalChange(null, proposal) };
  },
});

/** Changes what a proposal says; one that was sent back goes to triage again. */
export const updateProposal = command({
  name: "proposals.update",
  summary: "Change a proposal, and answer what was asked",
  permission: intakePropose,
  input: updateInput(proposalFields),
  output: proposalRecord,
  run: async (context, { id, version, plannedOn, ...input }) => {
    const before = await findProposal(context, id);
    assertCan("edit", context.actor, before);
    const problems = await unitProblems(context, input.unitId);
    if (problems.length > 0) throw new Invalid(problems);
    const day = plannedOn === undefined ? {} : { plannedOn: storedDay(plannedOn) };
    const changed = { ...defined(input), ...day };
    const after = await writeProposal(context, before, version, {
      ...changed,
      state: stateAfter({ ...before, ...changed }),
    });
    if (before.state === "returned") await tellTriage(context, after);
    const moved = before.unitId === after.unitId ? [] : await moveAttached(context, id, after.unitId);
    return { result: proposalAnswer(after), changes: [proposalChange(before, after), ...moved] };
  },
});

/** Takes a proposal back; it stays findable with the reason. */
export const withdrawProposal = command({
  name: "proposals.withdraw",
  summary: "Withdraw one's own proposal",
  permission: intakePropose,
  input: z.strictObject({ ...recordVersion, ...reasonFields }),
  output: proposalRecord,
  run: async (context, { id, version, reason }) => {
    const before = await findProposal(context, id);
    assertCan("withdraw", context.actor, before);
    const after = await writeProposal(context, before, version, {
      state: "withdrawn",
      decisionReason: reason,
    });
    return { result: proposalAnswer(after), change: proposalChange(before, after, { reason }) };
  },
});

function stateAfter(answers: Parameters<typeof verdictOf>[0]): string {
  return verdictOf(answers).verdict === "not-ai" ? "not-ai" : "submitted";
}

async function tellTriage(context: Context, { id, number, name, unitId, state }: Proposal): Promise<void> {
  if (state !== "submitted") return;
  await notify(context, {
    title: `A proposal waits for triage: ${proposalRef(number)} ${name}`,
    subjectType: "proposals",
    subjectId: id,
    personIds: await peopleWhoMay(context.tx, intakeTriage, unitId),
  });
}
