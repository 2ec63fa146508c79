import "server-only";
import * as z from "zod";
import {
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
import { assertMay, threatModelsDecide, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { isGenerated } from "@/lib/domain/threat-models/commands/apply-threats";
import { freeze } from "@/lib/domain/threat-models/commands/freeze-version";
import { followModel, threatChange } from "@/lib/domain/threat-models/commands/write-model";
import { rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { drawingOf, findModel } from "@/lib/domain/threat-models/queries/find";
import { signOffKind } from "@/lib/domain/threat-models/record/schema";
import { modelRef } from "@/lib/domain/threat-models/rules";
import { frozenDigest, frozenThreats } from "@/lib/domain/threat-models/threats/frozen";
import { roleIn } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Decision, StoredThreatModel } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

const signing = z.strictObject({ id: recordVersion.id, reason: decisionFields.reason });

/**
 * Asks for a threat model to be signed off, once its threats are those of its drawing and nothing waits to be confirmed;
 * everybody who may sign is told.
 */
export const requestSignOff = command({
  name: "threat-models.requestSignOff",
  summary: "Ask for a threat model to be signed off",
  permission: threatModelsWrite,
  input: signing,
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const model = await findModel(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    if ((await liveDecisions(context.tx, signOffKind, id)).pending)
      throw new Conflict("A sign-off is asked for already. It is signed, refused or withdrawn first.");
    await assertReady(context, model);
    const { decision, change } = await requestDecision(context, {
      kind: signOffKind,
      subject: { type: "threat-models", id, unitId: model.unitId },
      ...{ reason, conditions: null, until: null },
      snapshot: await snapshotOf(context, model),
    });
    await askToSign(
      context,
      threatModelsDecide,
      {
        title: `Your signature is asked for: the threat model ${modelRef(model.number)} ${model.title}?`,
        ...{ subjectType: "threat-models", subjectId: id, unitId: model.unitId },
      },
      decision.authorIds,
    );
    return { result: decisionAnswer(decision), change };
  },
});

async function assertReady({ tx }: Context, model: StoredThreatModel): Promise<void> {
  if (!isGenerated(model, await rulesInForce(tx)))
    throw new Conflict(
      "The drawing or the rules have changed since its threats were generated. Generate them, then ask.",
    );
  const waiting = await tx.threat.count({
    where: { threatModelId: model.id, state: { in: ["proposed", "to-confirm"] } },
  });
  if (waiting > 0)
    throw new Conflict(
      `${waiting} ${waiting === 1 ? "threat waits" : "threats wait"} to be looked at or confirmed. Decide these, then ask.`,
    );
}

/** Signs a threat model off; never by whoever asked. What was signed is frozen as a version. */
export const grantSignOff = command({
  name: "threat-models.signOff",
  summary: "Sign a threat model off",
  permission: threatModelsDecide,
  input: signing,
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const { model, pending, inForce, role } = await forSigning(context, id);
    const snapshot = await snapshotOf(context, model);
    const replaced = await endReplaced(context, inForce, "sign-off");
    const granted = await grantDecision(context, pending, { role, reason, until: null, snapshot });
    const { version, change: frozen } = await freeze(context, model, "Signed off");
    const settled = await unmarkDrift(context, id);
    const followed = await followModel(context, model, { state: "signed-off", stateReason: null });
    await tell(context, model, pending, `is signed off as version ${version.number}`);
    return {
      result: decisionAnswer(granted.decision),
      changes: [granted.change, ...replaced, frozen, ...settled, ...(followed ? [followed.change] : [])],
    };
  },
});

// What is signed as it is now is no longer new or changed.
async function unmarkDrift({ tx }: Context, threatModelId: string): Promise<Change[]> {
  const drift = { in: ["new", "condition-changed", "taxonomy-changed"] };
  const changes: Change[] = [];
  for (const before of await tx.threat.findMany({ where: { threatModelId, drift } })) {
    const data = { drift: null, driftReason: null, version: { increment: 1 } };
    changes.push(threatChange(before, await tx.threat.update({ where: { id: before.id }, data })));
  }
  return changes;
}

/** Refuses to sign a threat model off, with the reason; the model stays as it is. */
export const refuseSignOff = command({
  name: "threat-models.refuseSignOff",
  summary: "Refuse to sign a threat model off",
  permission: threatModelsDecide,
  input: signing,
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const { model, pending, role } = await forSigning(context, id);
    const refused = await refuseDecision(context, pending, role, reason);
    await tell(context, model, pending, `is not signed off: ${reason}`);
    return { result: decisionAnswer(refused.decision), change: refused.change };
  },
});

/** Takes a request for a sign-off back; only the person who asked. */
export const withdrawSignOff = command({
  name: "threat-models.withdrawSignOff",
  summary: "Withdraw the request for a sign-off",
  permission: threatModelsWrite,
  input: z.strictObject({ id: recordVersion.id }),
  output: decisionRecord,
  run: async (context, { id }) => {
    const model = await findModel(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const { pending } = await liveDecisions(context.tx, signOffKind, id);
    const closed = await takeBack(context, pending, "No sign-off is asked for.");
    return { result: decisionAnswer(closed.decision), change: closed.change };
  },
});

async function forSigning(context: Context, id: string) {
  const { actor } = context;
  const model = await findModel(context, id);
  assertMay(actor, threatModelsDecide, model.unitId);
  const { pending, inForce } = await liveDecisions(context.tx, signOffKind, id);
  return {
    model,
    pending: signable(actor, pending),
    inForce,
    role: roleIn(actor, threatModelsDecide, model.unitId),
  };
}

/** Returns exactly what somebody who signs a threat model off has before them; the decision keeps it with its digest. */
async function snapshotOf(context: Context, model: StoredThreatModel): Promise<object> {
  const { drawing } = await drawingOf(context, model.drawingId);
  const threats = frozenThreats(await context.tx.threat.findMany({ where: { threatModelId: model.id } }));
  const { id, number, title, approach, tier, scopeNotes, facts, drawingDigest, systemId } = model;
  return {
    record: "threat-model",
    ...{ id, ref: modelRef(number), title, systemId, approach, tier, scopeNotes, facts },
    drawing: { sha256: drawingDigest, elements: drawing.elements.length, flows: drawing.flows.length },
    threats,
    sha256: frozenDigest(drawing, threats),
  };
}

async function tell(context: Context, model: StoredThreatModel, { requestedById }: Decision, what: string) {
  await notify(context, {
    title: `The threat model ${modelRef(model.number)} ${model.title} ${what}`,
    subjectType: "threat-models",
    subjectId: model.id,
    personIds: [model.ownerId, requestedById],
  });
}
