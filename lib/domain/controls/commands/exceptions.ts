import "server-only";
import * as z from "zod";
import { assertMay, controlsApprove, controlsEdit } from "@/lib/domain/controls/access";
import { findControl, readControl, todayOf } from "@/lib/domain/controls/queries/control";
import { controlRef } from "@/lib/domain/controls/rules";
import { exceptionKind } from "@/lib/domain/controls/schema";
import {
  assertEnd,
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
import { roleIn } from "@/lib/platform/access/actor";
import type { Control, Decision } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { dayText } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

/** Asks for a control not to be followed until a day; everybody who may sign is told. */
export const requestException = command({
  name: "controls.requestException",
  summary: "Ask for an exception to a control",
  permission: controlsEdit,
  input: z.strictObject({
    id: recordVersion.id,
    ...decisionFields,
    conditions: decisionFields.conditions.default(null),
  }),
  output: decisionRecord,
  run: async (context, { id, ...asked }) => {
    const control = await findControl(context, id);
    assertMay(context.actor, controlsEdit, control.unitId);
    if ((await liveDecisions(context.tx, exceptionKind, id)).pending)
      throw new Conflict("An exception is asked for already. It is signed, refused or withdrawn first.");
    assertEnd(asked.until, await todayOf(context));
    const { decision, change } = await requestDecision(context, {
      kind: exceptionKind,
      subject: { type: "controls", id, unitId: control.unitId },
      ...asked,
      snapshot: await snapshotOf(context, control, asked),
    });
    await askToSign(
      context,
      controlsApprove,
      {
        title: `Your decision is asked for: an exception to ${controlRef(control.number)} ${control.title}?`,
        ...{ subjectType: "controls", subjectId: id, unitId: control.unitId },
      },
      decision.authorIds,
    );
    return { result: decisionAnswer(decision), change };
  },
});

const signing = { id: recordVersion.id, reason: decisionFields.reason };

/** Grants an exception until the day that was asked for; never by whoever asked. It takes the place of one in force. */
export const grantException = command({
  name: "controls.grantException",
  summary: "Grant an exception to a control",
  permission: controlsApprove,
  input: z.strictObject(signing),
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const { control, pending, inForce } = await forSigning(context, id);
    const until = dayText(pending.until) ?? "";
    assertEnd(until, await todayOf(context));
    const replaced = await endReplaced(context, inForce, "exception");
    const { reason: why, conditions } = pending;
    const snapshot = await snapshotOf(context, control, { reason: why, conditions, until });
    const role = roleIn(context.actor, controlsApprove, control.unitId);
    const granted = await grantDecision(context, pending, { role, reason, until, snapshot });
    await tell(context, control, pending, `is granted until ${formatDay(until)}`);
    return { result: decisionAnswer(granted.decision), changes: [granted.change, ...replaced] };
  },
});

/** Refuses an exception, with the reason; the control stays as it is. */
export const refuseException = command({
  name: "controls.refuseException",
  summary: "Refuse an exception to a control",
  permission: controlsApprove,
  input: z.strictObject(signing),
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const { control, pending } = await forSigning(context, id);
    const role = roleIn(context.actor, controlsApprove, control.unitId);
    const refused = await refuseDecision(context, pending, role, reason);
    await tell(context, control, pending, `is refused: ${reason}`);
    return { result: decisionAnswer(refused.decision), change: refused.change };
  },
});

/** Takes a request for an exception back; only the person who asked. */
export const withdrawException = command({
  name: "controls.withdrawException",
  summary: "Withdraw the request for an exception",
  permission: controlsEdit,
  input: z.strictObject({ id: recordVersion.id }),
  output: decisionRecord,
  run: async (context, { id }) => {
    const control = await findControl(context, id);
    assertMay(context.actor, controlsEdit, control.unitId);
    const { pending } = await liveDecisions(context.tx, exceptionKind, id);
    const closed = await takeBack(context, pending, "No exception is asked for.");
    return { result: decisionAnswer(closed.decision), change: closed.change };
  },
});

async function forSigning(context: Context, id: string) {
  const control = await findControl(context, id);
  assertMay(context.actor, controlsApprove, control.unitId);
  const { pending, inForce } = await liveDecisions(context.tx, exceptionKind, id);
  return { control, pending: signable(context.actor, pending), inForce };
}

async function snapshotOf(context: Context, { id }: Control, request: object): Promise<object> {
  const { ref, title, kind, unit, system, owner, status, implementation, version, test } = await readControl(
    context,
    id,
  );
  const facts = { id, version, ref, title, kind, unit, system, status, implementation, test };
  return { record: "control", ...facts, owner: owner && { id: owner.id, name: owner.name }, request };
}

async function tell(context: Context, control: Control, { requestedById }: Decision, what: string) {
  await notify(context, {
    title: `The exception to ${controlRef(control.number)} ${control.title} ${what}`,
    subjectType: "controls",
    subjectId: control.id,
    personIds: [control.ownerId, requestedById],
  });
}
