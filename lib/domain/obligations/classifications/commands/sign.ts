import "server-only";
import * as z from "zod";
import {
  closeDecision,
  grantDecision,
  refuseDecision,
  requestDecision,
} from "@/lib/domain/decisions/commands";
import { classificationsEdit, classificationsSign } from "@/lib/domain/obligations/access";
import {
  assertCan,
  classificationAnswer,
  classificationChange,
  tell,
  writeClassification,
} from "@/lib/domain/obligations/classifications/commands/write";
import { summaryOf } from "@/lib/domain/obligations/classifications/content";
import {
  type Act,
  type Found,
  heldClassification,
} from "@/lib/domain/obligations/classifications/queries/find";
import {
  classificationKind,
  classificationRecord,
  reasonFields,
} from "@/lib/domain/obligations/classifications/schema";
import { classificationSnapshot } from "@/lib/domain/obligations/classifications/snapshot";
import { peopleWhoMay } from "@/lib/domain/tasks/commands/notify";
import { roleIn } from "@/lib/platform/access/actor";
import type { Classification, Decision } from "@/lib/platform/database/generated/client";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";

const why = z.strictObject({ ...recordVersion, ...reasonFields });

/** Asks for the signature on a classification without open questions; everybody who may sign is told. */
export const requestSignature = command({
  name: "classifications.request",
  summary: "Ask for the signature on a classification",
  permission: classificationsEdit,
  input: why,
  output: classificationRecord,
  run: async (context, { id, version, reason }) => {
    const { found, before } = await held(context, id, version, "request");
    const { system, content, answererIds } = found;
    const after = await writeClassification(context, before, version, {
      ...summaryOf(content),
      state: "waiting",
      stateReason: null,
    });
    const { decision, change } = await requestDecision(context, {
      kind: classificationKind,
      subject: { type: "classifications", id, unitId: system.unitId },
      ...{ reason, conditions: null, until: null, authorIds: answererIds },
      snapshot: await classificationSnapshot(context, system, content),
    });
    const signers = await peopleWhoMay(context.tx, classificationsSign, system.unitId);
    const others = signers.filter((one) => !decision.authorIds.includes(one));
    await tell(context, system, (name) => `Your signature is asked for: ${name}`, others);
    return { result: classificationAnswer(after), changes: [classificationChange(before, after), change] };
  },
});

/** Signs a classification as it is now, never by anybody who answered in it; the decision keeps exactly what was signed. */
export const signClassification = command({
  name: "classifications.sign",
  summary: "Sign a classification",
  permission: classificationsSign,
  input: why,
  output: classificationRecord,
  run: async (context, { id, version, reason }) => {
    const { found, before, pending } = await held(context, id, version, "sign");
    const { system, content } = found;
    const after = await writeClassification(context, before, version, {
      ...summaryOf(content),
      state: "sealed",
      sealedAt: context.now,
    });
    const signed = await grantDecision(context, pending as Decision, {
      role: roleIn(context.actor, classificationsSign, system.unitId),
      ...{ reason, until: null },
      snapshot: await classificationSnapshot(context, system, content),
    });
    await tell(context, system, (name) => `Signed: ${name}`, [
      pending?.requestedById ?? null,
      system.ownerId,
    ]);
    return {
      result: classificationAnswer(after),
      changes: [classificationChange(before, after, { reason }), signed.change],
    };
  },
});

/** Refuses to sign a classification, with the reason; it is a draft again. */
export const refuseClassification = command({
  name: "classifications.refuse",
  summary: "Refuse to sign a classification",
  permission: classificationsSign,
  input: why,
  output: classificationRecord,
  run: async (context, { id, version, reason }) => {
    const { found, before, pending } = await held(context, id, version, "refuse");
    const { system } = found;
    const after = await writeClassification(context, before, version, {
      state: "draft",
      stateReason: `Not signed: ${reason}`,
    });
    const role = roleIn(context.actor, classificationsSign, system.unitId);
    const refused = await refuseDecision(context, pending as Decision, role, reason);
    await tell(context, system, (name) => `Not signed: ${name}. ${reason}`, [pending?.requestedById ?? null]);
    return {
      result: classificationAnswer(after),
      changes: [classificationChange(before, after, { reason }), refused.change],
    };
  },
});

/** Takes a request for a signature back; only the person who asked. */
export const withdrawRequest = command({
  name: "classifications.withdraw",
  summary: "Take the request for a signature on a classification back",
  permission: classificationsEdit,
  input: z.strictObject(recordVersion),
  output: classificationRecord,
  run: async (context, { id, version }) => {
    const { before, pending } = await held(context, id, version, "withdraw");
    const after = await writeClassification(context, before, version, { state: "draft" });
    const closed = pending
      ? [(await closeDecision(context, pending, "withdrawn", "Taken back by the person who asked.")).change]
      : [];
    return { result: classificationAnswer(after), changes: [classificationChange(before, after), ...closed] };
  },
});

/** Opens a signed classification to answers again, with those that it has; the signature ends. */
export const reopenClassification = command({
  name: "classifications.reopen",
  summary: "Open a signed classification to answers again",
  permission: classificationsEdit,
  input: why,
  output: classificationRecord,
  run: async (context, { id, version, reason }) => {
    const { found, before, inForce } = await held(context, id, version, "reopen");
    const after = await writeClassification(context, before, version, {
      ...{ state: "draft", stateReason: `Reopened: ${reason}`, sealedAt: null },
    });
    const ended = inForce
      ? [(await closeDecision(context, inForce, "ended", `Reopened: ${reason}`)).change]
      : [];
    await tell(context, found.system, (name) => `Open to answers again: ${name}`, [
      found.system.ownerId,
      inForce?.signerId ?? null,
    ]);
    return {
      result: classificationAnswer(after),
      changes: [classificationChange(before, after, { reason }), ...ended],
    };
  },
});

interface Held {
  found: Found;
  before: Classification;
  pending: Decision | null;
  inForce: Decision | null;
}

async function held(context: Context, id: string, version: number, act: Act): Promise<Held> {
  const found = await heldClassification(context, id);
  const { pending, inForce } = await assertCan(context, act, found);
  const before = found.row as Classification;
  // What is signed is what was seen.
  await assertWon({ count: before.version === version ? 1 : 0 }, async () => before);
  return { found, before, pending, inForce };
}
