import "server-only";
import * as z from "zod";
import { controlsApprove, controlsEdit } from "@/lib/domain/controls/access";
import { deviationFields } from "@/lib/domain/controls/coverage/schema";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { placeOf } from "@/lib/domain/controls/queries/coverage-ground";
import {
  readStatement,
  type Statement,
  statementFramework,
  statementId,
  statementInput,
  statementSnapshot,
} from "@/lib/domain/controls/queries/statement";
import { statementKind } from "@/lib/domain/controls/schema";
import {
  assertEnd,
  closeDecision,
  decisionAnswer,
  endReplaced,
  grantDecision,
  refuseDecision,
  requestDecision,
  signable,
  takeBack,
} from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { decisionFields, decisionRecord } from "@/lib/domain/decisions/schema";
import { askToSign, notify } from "@/lib/domain/tasks/commands/notify";
import { authorOf, roleIn } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { StatementDeviation } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { notStorable, storable } from "@/lib/platform/schema/field";
import { dayText } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

const which = { ...statementInput, ref: z.string().max(80).refine(storable, { error: notStorable }) };

/** Says that a requirement does not apply to a unit and everything below it, and why. An approval of the statement goes stale. */
export const excludeRequirement = command({
  name: "statements.exclude",
  summary: "Say that a requirement does not apply, and why",
  permission: controlsEdit,
  input: z.strictObject({ ...which, ...deviationFields }),
  run: async (context, { framework, unitId, ref, reason }) => {
    const { lines } = await statementFramework(context, framework);
    if (!lines.some((line) => line.ref === ref))
      throw new Invalid([{ path: "ref", message: "The statement has no such requirement." }]);
    await placeOf(context, { unitId });
    const [after] = await context.tx.statementDeviation.createManyAndReturn({
      data: [{ framework, unitId, ref, reason, createdById: authorOf(context.actor) }],
      skipDuplicates: true,
    });
    if (!after)
      throw new Conflict("It is excluded here already. Take that back first to give another reason.");
    const fallen = await fall(context, framework, unitId, `${ref} does not apply any more`);
    return { result: { id: after.id }, changes: [deviationChange(null, after), ...fallen] };
  },
});

/** Takes an exclusion back: the requirement applies again. An approval of the statement goes stale. */
export const includeRequirement = command({
  name: "statements.include",
  summary: "Let a requirement apply again",
  permission: controlsEdit,
  input: z.strictObject(which),
  run: async (context, { framework, unitId, ref }) => {
    await placeOf(context, { unitId });
    const { tx, actor, now } = context;
    const before = await tx.statementDeviation.findFirst({
      where: { framework, unitId, ref, removedAt: null },
    });
    if (!before)
      throw new Conflict(
        "It is not excluded by this unit. Where a unit above excluded it, take it back there.",
      );
    const [after] = await tx.statementDeviation.updateManyAndReturn({
      where: { id: before.id, removedAt: null },
      data: { removedAt: now, removedById: authorOf(actor) },
    });
    const fallen = await fall(context, framework, unitId, `${ref} applies again`);
    return { result: { id: before.id }, changes: [deviationChange(before, after ?? before), ...fallen] };
  },
});

/** Asks for the approval of a statement until a day; everybody who may sign is told. */
export const requestStatement = command({
  name: "statements.request",
  summary: "Ask for the approval of a Statement of Applicability",
  permission: controlsEdit,
  input: z.strictObject({
    ...statementInput,
    ...decisionFields,
    conditions: decisionFields.conditions.default(null),
  }),
  output: decisionRecord,
  run: async (context, { framework, unitId, ...asked }) => {
    const statement = await readStatement(context, { framework, unitId });
    if ((await liveDecisions(context.tx, statementKind, statement.id)).pending)
      throw new Conflict("Its approval is asked for already. It is signed, refused or withdrawn first.");
    assertEnd(asked.until, await todayOf(context));
    const subject = { type: "statements", id: statement.id, unitId };
    const snapshot = { ...statementSnapshot(statement), request: asked };
    const { decision, change } = await requestDecision(context, {
      kind: statementKind,
      subject,
      ...asked,
      snapshot,
    });
    await askToSign(
      context,
      controlsApprove,
      {
        title: `Your decision is asked for: the Statement of Applicability for ${wordsOf(statement)}`,
        ...{ subjectType: "statements", subjectId: statement.id, unitId },
      },
      decision.authorIds,
    );
    return { result: decisionAnswer(decision), change };
  },
});

const signing = { ...statementInput, reason: decisionFields.reason };

/** Approves a statement as it is now, until the day that was asked for; never by whoever asked. */
export const grantStatement = command({
  name: "statements.approve",
  summary: "Approve a Statement of Applicability",
  permission: controlsApprove,
  input: z.strictObject(signing),
  output: decisionRecord,
  run: async (context, { reason, ...asked }) => {
    const { statement, pending, inForce } = await forSigning(context, asked);
    const until = dayText(pending.until) ?? "";
    assertEnd(until, await todayOf(context));
    const replaced = await endReplaced(context, inForce, "approval");
    const { reason: why, conditions } = pending;
    const snapshot = { ...statementSnapshot(statement), request: { reason: why, conditions, until } };
    const role = roleIn(context.actor, controlsApprove, asked.unitId);
    const granted = await grantDecision(context, pending, { role, reason, until, snapshot });
    await tell(context, statement, [pending.requestedById], `is approved until ${formatDay(until)}`);
    return { result: decisionAnswer(granted.decision), changes: [granted.change, ...replaced] };
  },
});

/** Refuses to approve a statement, with the reason. */
export const refuseStatement = command({
  name: "statements.refuse",
  summary: "Refuse to approve a Statement of Applicability",
  permission: controlsApprove,
  input: z.strictObject(signing),
  output: decisionRecord,
  run: async (context, { reason, ...asked }) => {
    const { statement, pending } = await forSigning(context, asked);
    const refused = await refuseDecision(
      context,
      pending,
      roleIn(context.actor, controlsApprove, asked.unitId),
      reason,
    );
    await tell(context, statement, [pending.requestedById], `is not approved: ${reason}`);
    return { result: decisionAnswer(refused.decision), change: refused.change };
  },
});

/** Takes a request for approval back; only the person who asked. */
export const withdrawStatement = command({
  name: "statements.withdraw",
  summary: "Withdraw the request for the approval of a Statement of Applicability",
  permission: controlsEdit,
  input: z.strictObject(statementInput),
  output: decisionRecord,
  run: async (context, { framework, unitId }) => {
    await placeOf(context, { unitId });
    const { pending } = await liveDecisions(context.tx, statementKind, statementId(framework, unitId));
    const closed = await takeBack(context, pending, "No approval is asked for.");
    return { result: decisionAnswer(closed.decision), change: closed.change };
  },
});

async function forSigning(context: Context, asked: { framework: string; unitId: string }) {
  const statement = await readStatement(context, asked);
  const { pending, inForce } = await liveDecisions(context.tx, statementKind, statement.id);
  return { statement, pending: signable(context.actor, pending), inForce };
}

// What was signed or asked for is no longer what stands there: it says what changed, and is asked for again by a person.
async function fall(context: Context, framework: string, unitId: string, what: string): Promise<Change[]> {
  const { pending, inForce } = await liveDecisions(context.tx, statementKind, statementId(framework, unitId));
  const changes: Change[] = [];
  for (const decision of [pending, inForce]) {
    if (!decision) continue;
    changes.push((await closeDecision(context, decision, "stale", `Changed since: ${what}.`)).change);
    const statement = await readStatement(context, { framework, unitId });
    await tell(
      context,
      statement,
      [decision.requestedById, decision.signerId],
      `changed: ${what}. Ask again`,
    );
  }
  return changes;
}

async function tell(
  context: Context,
  statement: Statement,
  personIds: readonly (string | null)[],
  what: string,
) {
  await notify(context, {
    title: `The Statement of Applicability for ${wordsOf(statement)} ${what}`,
    subjectType: "statements",
    subjectId: statement.id,
    personIds,
  });
}

const wordsOf = ({ framework, unit }: Statement) => `${framework.name}, ${unit.name}`;

function deviationChange(before: StatementDeviation | null, after: StatementDeviation): Change {
  return { subject: { type: "statements", id: after.id, unitId: after.unitId }, before, after };
}
