import "server-only";
import * as z from "zod";
import { assertEnd, closeDecision, decisionAnswer, requestDecision } from "@/lib/domain/decisions/commands";
import { decisionRecord } from "@/lib/domain/decisions/schema";
import { risksEdit } from "@/lib/domain/risks/access";
import { requestFields } from "@/lib/domain/risks/acts/schema";
import { askToAccept } from "@/lib/domain/risks/commands/ask-to-sign";
import { riskChange, writeRisk } from "@/lib/domain/risks/commands/write-risk";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { acceptancesOf, assertCan, findRisk, readRisk, situationOf } from "@/lib/domain/risks/queries/risk";
import { statusAfterTreatment } from "@/lib/domain/risks/rules";
import { acceptanceKind, type RiskStatus } from "@/lib/domain/risks/schema";
import { riskSnapshot } from "@/lib/domain/risks/snapshot";
import { authorOf } from "@/lib/platform/access/actor";
import type { Decision } from "@/lib/platform/database/generated/client";
import { command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Asks for a risk to be accepted until a day; everybody who may sign is told. The risk's treatment becomes to accept. */
export const requestAcceptance = command({
  name: "risks.requestAcceptance",
  summary: "Ask for the acceptance of a risk",
  permission: risksEdit,
  input: z.strictObject({
    ...recordVersion,
    ...requestFields,
    conditions: requestFields.conditions.default(null),
  }),
  output: decisionRecord,
  run: async (context, { id, version, ...asked }) => {
    const before = await findRisk(context, id);
    const ground = await groundOf(context);
    const { pending } = await acceptancesOf(context, id);
    assertCan("request", context.actor, before.unitId, situationOf(context.actor, before, pending, ground));
    assertEnd(asked.until, ground.today);
    const status = statusAfterTreatment(before.status as RiskStatus, "accept");
    const after = await writeRisk(context, before, version, { treatment: "accept", status });
    const { decision, change } = await requestDecision(context, {
      kind: acceptanceKind,
      subject: { type: "risks", id, unitId: before.unitId },
      ...asked,
      snapshot: riskSnapshot(await readRisk(context, id), ground, { by: authorOf(context.actor), ...asked }),
    });
    await askToAccept(context, after, decision, ground);
    return { result: decisionAnswer(decision), changes: [riskChange(before, after), change] };
  },
});

/** Takes a request for acceptance back; only the person who asked. */
export const withdrawRequest = command({
  name: "risks.withdrawRequest",
  summary: "Withdraw the request for acceptance",
  permission: risksEdit,
  input: z.strictObject({ id: recordVersion.id }),
  output: decisionRecord,
  run: async (context, { id }) => {
    const risk = await findRisk(context, id);
    const { pending } = await acceptancesOf(context, id);
    assertCan(
      "withdraw",
      context.actor,
      risk.unitId,
      situationOf(context.actor, risk, pending, await groundOf(context)),
    );
    const { decision, change } = await closeDecision(
      context,
      pending as Decision,
      "withdrawn",
      "Withdrawn by the person who asked.",
    );
    return { result: decisionAnswer(decision), change };
  },
});
