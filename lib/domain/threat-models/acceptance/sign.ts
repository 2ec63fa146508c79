import "server-only";
import * as z from "zod";
import { todayOf } from "@/lib/domain/controls/queries/control";
import {
  assertEnd,
  decisionAnswer,
  endReplaced,
  grantDecision,
  refuseDecision,
  signable,
} from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { decisionFields, decisionRecord } from "@/lib/domain/decisions/schema";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { closeAcceptance } from "@/lib/domain/threat-models/acceptance/close";
import { acceptanceKind } from "@/lib/domain/threat-models/acceptance/rules";
import { acceptanceSnapshot } from "@/lib/domain/threat-models/acceptance/snapshot";
import { assertMay, threatModelsDecide } from "@/lib/domain/threat-models/access";
import { reopenFor, threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { findThreat } from "@/lib/domain/threat-models/queries/find";
import { threatStateLabel } from "@/lib/domain/threat-models/record/schema";
import { threatRef } from "@/lib/domain/threat-models/rules";
import { authorOf, roleIn } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Decision, StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { dayText } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

const signing = z.strictObject({ id: recordVersion.id, reason: decisionFields.reason });

/** Signs that a threat is accepted; never whoever asked. It is, until its last day or until what was signed changes. */
export const grantAcceptance = command({
  name: "threats.grantAcceptance",
  summary: "Sign that a threat is accepted until a day",
  permission: threatModelsDecide,
  input: signing,
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const { threat: before, model, pending, inForce, role } = await forSigning(context, id);
    const until = dayText(pending.until) ?? "";
    assertEnd(until, await todayOf(context));
    const snapshot = acceptanceSnapshot(before, model, await rulesInForce(context.tx));
    const replaced = await endReplaced(context, inForce, "acceptance");
    const granted = await grantDecision(context, pending, { role, reason, until, snapshot });
    const threat = await context.tx.threat.update({
      where: { id },
      data: {
        ...{ state: "accepted", reason: pending.reason, until: pending.until },
        ...{
          decidedOn: before.fingerprint,
          mergedIntoId: null,
          heldState: null,
          drift: null,
          driftReason: null,
        },
        ...{ decidedById: authorOf(context.actor), decidedAt: context.now, version: { increment: 1 } },
      },
    });
    await tell(context, threat, model, pending, `is accepted until ${formatDay(until)}`);
    return {
      result: decisionAnswer(granted.decision),
      changes: [
        ...[granted.change, ...replaced, threatChange(before, threat)],
        ...(await withModel(context, model, before, threat)),
      ],
    };
  },
});

/** Refuses to accept a threat, with the reason; it stands as it did. */
export const refuseAcceptance = command({
  name: "threats.refuseAcceptance",
  summary: "Refuse to accept a threat",
  permission: threatModelsDecide,
  input: signing,
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const { threat, model, pending, role } = await forSigning(context, id);
    const refused = await refuseDecision(context, pending, role, reason);
    await tell(context, threat, model, pending, `is not accepted: ${reason}`);
    return { result: decisionAnswer(refused.decision), change: refused.change };
  },
});

/** Ends the acceptance of a threat before its last day, with the reason; from now on it is what its facts say. */
export const endAcceptance = command({
  name: "threats.endAcceptance",
  summary: "End the acceptance of a threat",
  permission: threatModelsDecide,
  input: signing,
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const { threat, model } = await findThreat(context, id);
    assertMay(context.actor, threatModelsDecide, model.unitId);
    const { inForce } = await liveDecisions(context.tx, acceptanceKind, id);
    if (!inForce) throw new Conflict("No acceptance is in force.");
    const closed = await closeAcceptance(
      context,
      { threat, model, decision: inForce },
      { state: "ended", reason },
    );
    return {
      result: decisionAnswer(closed.decision),
      changes: [...closed.changes, ...(await withModel(context, model, threat, closed.threat))],
    };
  },
});

async function forSigning(context: Context, id: string) {
  const { actor } = context;
  const { threat, model } = await findThreat(context, id);
  assertMay(actor, threatModelsDecide, model.unitId);
  const { pending, inForce } = await liveDecisions(context.tx, acceptanceKind, id);
  return {
    ...{ threat, model, inForce, pending: signable(actor, pending) },
    role: roleIn(actor, threatModelsDecide, model.unitId),
  };
}

async function withModel(
  context: Context,
  model: StoredThreatModel,
  before: Threat,
  { number, state }: Threat,
): Promise<Change[]> {
  const named = before.state === state ? [] : [`${threatRef(number)} ${threatStateLabel(state)}`];
  return reopenFor(context, model, named);
}

async function tell(
  context: Context,
  { id, number, title }: Threat,
  { ownerId }: StoredThreatModel,
  { requestedById }: Decision,
  what: string,
): Promise<void> {
  await notify(context, {
    title: `${threatRef(number)} ${title} ${what}`,
    ...{ subjectType: "threats", subjectId: id, personIds: [ownerId, requestedById] },
  });
}
