import "server-only";
import * as z from "zod";
import { personProblems } from "@/lib/domain/organization/people/access";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { assertMay, findingsTriage } from "@/lib/domain/test-runs/access";
import { findingChange, rankOf, writeEvent } from "@/lib/domain/test-runs/commands/write-findings";
import { findingRef, missingForState } from "@/lib/domain/test-runs/findings/rules";
import {
  decisionOnFinding,
  findingFields,
  findingRecord,
  findingStateLabel,
  severityFields,
} from "@/lib/domain/test-runs/findings/schema";
import { findFinding } from "@/lib/domain/test-runs/queries/find";
import type { Finding, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion, updateInput } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

/** Says who sees to a finding and by when, or what a first look says of it; a new owner is told. */
export const updateFinding = command({
  name: "findings.update",
  summary: "Assign a finding, say by when it is due, or what a first look says of it",
  permission: findingsTriage,
  input: updateInput(findingFields),
  output: findingRecord,
  run: async (context, { id, version, ownerId, dueOn, triage }) => {
    const before = await forChange(context, id);
    const problems = await personProblems(context, { ownerId });
    if (problems.length > 0) throw new Invalid(problems);
    const moved = triage !== undefined && triage !== before.state;
    if (moved && !["open", "confirmed", "in-progress", "reopened"].includes(before.state))
      throw new Conflict(
        `It is ${findingStateLabel(before.state).toLowerCase()}. Open its page to say what it is now.`,
      );
    const after = await write(context, before, version, {
      ...(ownerId === undefined ? {} : { ownerId }),
      ...(dueOn === undefined ? {} : { dueOn: storedDay(dueOn) }),
      ...(moved ? { state: triage, stateReason: null } : {}),
    });
    if (moved) await writeEvent(context, after, { from: before.state, reason: "A first look.", runId: null });
    if (after.ownerId !== before.ownerId) await tellOwner(context, after);
    return { result: findingAnswer(after), change: findingChange(before, after) };
  },
});

async function tellOwner(context: Context, { id, number, title, ownerId }: Finding): Promise<void> {
  await notify(context, {
    title: `${findingRef(number)} ${title} is yours to see to`,
    ...{ subjectType: "findings", subjectId: id, personIds: [ownerId] },
  });
}

/** Says in which state a finding is, with the reason; one that is no weakness here no run brings back. */
export const decideFinding = command({
  name: "findings.decide",
  summary: "Say in which state a finding is, and why",
  permission: findingsTriage,
  input: z.strictObject({
    ...recordVersion,
    ...decisionOnFinding,
    reason: decisionOnFinding.reason.default(null),
  }),
  output: findingRecord,
  run: async (context, { id, version, state, reason }) => {
    const before = await forChange(context, id);
    const missing = missingForState(state, reason);
    if (missing) throw new Invalid([missing]);
    const after = await write(context, before, version, {
      ...{ state, stateReason: reason, heldState: null, cleanRuns: 0 },
    });
    await writeEvent(context, after, { from: before.state, reason: reason ?? "A first look.", runId: null });
    return {
      result: findingAnswer(after),
      change: findingChange(before, after, reason === null ? {} : { reason }),
    };
  },
});

/** Decides how severe a finding is against the rule, with a reason, or gives it back to the rule. */
export const judgeFinding = command({
  name: "findings.judge",
  summary: "Decide how severe a finding is",
  permission: findingsTriage,
  input: z.strictObject({
    ...recordVersion,
    ...severityFields,
    severity: severityFields.severity.default(null),
  }),
  output: findingRecord,
  run: async (context, { id, version, severity, reason }) => {
    const before = await forChange(context, id);
    const now = severity ?? before.ruledSeverity;
    const after = await write(context, before, version, {
      ...{ severity: now, severityRank: rankOf(now), severityByPerson: severity !== null },
      severityReason: severity === null ? before.ruledReason : reason,
    });
    return { result: findingAnswer(after), change: findingChange(before, after, { reason }) };
  },
});

async function forChange(context: Context, id: string): Promise<Finding> {
  const finding = await findFinding(context, id);
  assertMay(context.actor, findingsTriage, finding.unitId);
  return finding;
}

async function write(
  context: Context,
  { id }: Finding,
  version: number,
  data: Prisma.FindingUncheckedUpdateManyInput,
): Promise<Finding> {
  const [after] = await context.tx.finding.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findFinding(context, id));
  return after as Finding;
}

/** Returns what a command answers about a finding. */
function findingAnswer({ id, number, title, version, state, severity }: Finding) {
  return { id, ref: findingRef(number), title, version, state, severity };
}
