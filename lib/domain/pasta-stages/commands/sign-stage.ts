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
import { decisionFields, decisionRecord, exceptionField } from "@/lib/domain/decisions/schema";
import { stageChange } from "@/lib/domain/pasta-stages/commands/settle";
import { contentOf, type StageContent } from "@/lib/domain/pasta-stages/content/of-stages";
import { missingAt, missingWords } from "@/lib/domain/pasta-stages/gate";
import { findStage } from "@/lib/domain/pasta-stages/queries/find";
import { readRecords } from "@/lib/domain/pasta-stages/queries/records";
import { stageRef } from "@/lib/domain/pasta-stages/rules";
import { stageKind } from "@/lib/domain/pasta-stages/schema";
import { askToSign, notify } from "@/lib/domain/tasks/commands/notify";
import { assertMay, threatModelsDecide, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { roleIn } from "@/lib/platform/access/actor";
import type { Decision, PastaStage, StoredThreatModel } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

const signing = z.strictObject({ id: recordVersion.id, reason: decisionFields.reason });

/**
 * Asks for a stage to be signed off. Its gate has to find nothing missing, or whoever asks says why all the same, which then
 * stands in the decision beside what is missing; everybody who may sign is told.
 */
export const requestStage = command({
  name: "pasta-stages.requestSignOff",
  summary: "Ask for a stage of PASTA to be signed off",
  permission: threatModelsWrite,
  input: signing.extend({ exception: exceptionField.default(null) }),
  output: decisionRecord,
  run: async (context, { id, reason, exception }) => {
    const { row, model } = await findStage(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    if ((await liveDecisions(context.tx, stageKind, id)).pending)
      throw new Conflict("A sign-off is asked for already. It is signed, refused or withdrawn first.");
    const content = await contentNow(context, row, model);
    const missing = missingAt(content.gate);
    if (missing > 0 && exception === null)
      throw new Invalid([
        {
          path: "exception",
          message: `${missing} ${missing === 1 ? "thing is" : "things are"} missing at the gate. Mend what the page lists, or say why it is to be signed all the same.`,
        },
      ]);
    const { decision, change } = await requestDecision(context, {
      kind: stageKind,
      subject: { type: "pasta-stages", id, unitId: row.unitId },
      ...{ reason, conditions: null, until: null },
      snapshot: snapshotOf(row, model, content, missing > 0 ? exception : null),
    });
    await askToSign(
      context,
      threatModelsDecide,
      {
        title: `Your signature is asked for: ${stageRef(model.number, row.stage)} ${content.stage.name}, ${model.title}?`,
        ...{ subjectType: "pasta-stages", subjectId: id, unitId: row.unitId },
      },
      decision.authorIds,
    );
    return { result: decisionAnswer(decision), change };
  },
});

/** Signs a stage off as it is now; never by whoever asked. */
export const grantStage = command({
  name: "pasta-stages.signOff",
  summary: "Sign a stage of PASTA off",
  permission: threatModelsDecide,
  input: signing,
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const { row, model, pending, inForce, role } = await forSigning(context, id);
    const { exception = null } = pending.snapshot as { exception?: string | null };
    const snapshot = snapshotOf(row, model, await contentNow(context, row, model), exception);
    const replaced = await endReplaced(context, inForce, "sign-off");
    const granted = await grantDecision(context, pending, { role, reason, until: null, snapshot });
    const after = await context.tx.pastaStage.update({
      where: { id },
      data: { state: "signed-off", stateReason: null, version: { increment: 1 } },
    });
    await tell(context, row, model, pending, "is signed off");
    return {
      result: decisionAnswer(granted.decision),
      changes: [granted.change, ...replaced, stageChange(row, after)],
    };
  },
});

/** Refuses to sign a stage off, with the reason; the stage stays as it is. */
export const refuseStage = command({
  name: "pasta-stages.refuseSignOff",
  summary: "Refuse to sign a stage of PASTA off",
  permission: threatModelsDecide,
  input: signing,
  output: decisionRecord,
  run: async (context, { id, reason }) => {
    const { row, model, pending, role } = await forSigning(context, id);
    const refused = await refuseDecision(context, pending, role, reason);
    await tell(context, row, model, pending, `is not signed off: ${reason}`);
    return { result: decisionAnswer(refused.decision), change: refused.change };
  },
});

/** Takes a request for the sign-off of a stage back; only the person who asked. */
export const withdrawStage = command({
  name: "pasta-stages.withdrawSignOff",
  summary: "Withdraw the request for the sign-off of a stage of PASTA",
  permission: threatModelsWrite,
  input: z.strictObject({ id: recordVersion.id }),
  output: decisionRecord,
  run: async (context, { id }) => {
    const { model } = await findStage(context, id);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const { pending } = await liveDecisions(context.tx, stageKind, id);
    const closed = await takeBack(context, pending, "No sign-off is asked for.");
    return { result: decisionAnswer(closed.decision), change: closed.change };
  },
});

async function forSigning(context: Context, id: string) {
  const { actor } = context;
  const { row, model } = await findStage(context, id);
  assertMay(actor, threatModelsDecide, model.unitId);
  const { pending, inForce } = await liveDecisions(context.tx, stageKind, id);
  return {
    ...{ row, model, inForce, pending: signable(actor, pending) },
    role: roleIn(actor, threatModelsDecide, model.unitId),
  };
}

async function contentNow(context: Context, row: PastaStage, model: StoredThreatModel) {
  return contentOf(await readRecords(context, model)).get(row.stage) as StageContent;
}

/** Returns exactly what somebody who signs a stage has before them; the decision keeps it with its digest. */
function snapshotOf(
  { id, stage }: PastaStage,
  model: StoredThreatModel,
  { stage: { name }, sections, gate }: StageContent,
  exception: string | null,
): object {
  return {
    record: "pasta-stage",
    ...{ id, ref: stageRef(model.number, stage), title: model.title, asks: name, stage },
    sections: sections.map(({ href: _at, lines, ...section }) => ({
      ...section,
      lines: lines.map(({ href: _where, ...line }) => line),
    })),
    gate: gate.map(({ label, of, missing }) => ({
      ...{ label, of, missing: missingWords({ missing }) },
    })),
    exception,
  };
}

async function tell(
  context: Context,
  { id, stage }: PastaStage,
  model: StoredThreatModel,
  { requestedById }: Decision,
  what: string,
) {
  await notify(context, {
    title: `${stageRef(model.number, stage)} of ${model.title} ${what}`,
    ...{ subjectType: "pasta-stages", subjectId: id, personIds: [model.ownerId, requestedById] },
  });
}
