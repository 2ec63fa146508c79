import "server-only";
import * as z from "zod";
import { todayOf } from "@/lib/domain/controls/queries/control";
import {
  assertEnd,
  decisionAnswer,
  requestDecision,
  takeBack,
  type Written,
} from "@/lib/domain/decisions/commands";
import { liveDecisions } from "@/lib/domain/decisions/queries";
import { decisionFields, decisionRecord } from "@/lib/domain/decisions/schema";
import { askToSign } from "@/lib/domain/tasks/commands/notify";
import { acceptanceKind, whyNotAcceptable } from "@/lib/domain/threat-models/acceptance/rules";
import { acceptanceSnapshot } from "@/lib/domain/threat-models/acceptance/snapshot";
import { assertMay, threatModelsDecide, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { findModel, findThreat } from "@/lib/domain/threat-models/queries/find";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import { chosenThreats, type ThreatRow, whyNotThis } from "@/lib/domain/threat-models/threats/chosen";
import type { Change } from "@/lib/platform/audit/change";
import type { StoredThreatModel, Threat } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { formatDay } from "@/lib/platform/time/format-day";

const { id } = recordVersion;
const { reason, until } = decisionFields;
const waits = "Its acceptance is asked for already. It is signed, refused or withdrawn first.";

interface Asked {
  reason: string;
  until: string;
}

/** Asks that a threat be accepted until a day; until somebody else signs, it stands as it did. */
export const requestAcceptance = command({
  name: "threats.requestAcceptance",
  summary: "Ask that a threat be accepted until a day",
  permission: threatModelsWrite,
  input: z.strictObject({ id, reason, until }),
  output: decisionRecord,
  run: async (context, { id: threatId, ...asked }) => {
    const { threat, model } = await findThreat(context, threatId);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const refusal = whyNotAcceptable(threat.state);
    if (refusal) throw new Conflict(refusal);
    if ((await liveDecisions(context.tx, acceptanceKind, threatId)).pending) throw new Conflict(waits);
    assertEnd(asked.until, await todayOf(context));
    const { decision, change } = await ask(context, { threat, model }, asked);
    await tellSigners(context, model, [threat], asked);
    return { result: decisionAnswer(decision), change };
  },
});

/**
 * Asks that several threats of a model be accepted until a day: one request for each, and an answer row by row. Those who
 * may sign are told once.
 */
export const requestAcceptances = command({
  name: "threat-models.requestAcceptances",
  summary: "Ask that threats of a threat model be accepted until a day, with a result for each",
  permission: threatModelsWrite,
  input: z.strictObject({ id, threats: chosenThreats, reason, until }),
  run: async (context, { id: modelId, threats, ...asked }) => {
    const model = await findModel(context, modelId);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    assertEnd(asked.until, await todayOf(context));
    const ids = threats.map((one) => one.id);
    const stored = await context.tx.threat.findMany({ where: { threatModelId: modelId, id: { in: ids } } });
    const pending = await context.tx.decision.findMany({
      where: { kind: acceptanceKind, state: "requested", subjectId: { in: ids } },
      select: { subjectId: true },
    });
    const waiting = new Set(pending.map(({ subjectId }) => subjectId));
    const byId = new Map(stored.map((one) => [one.id, one]));
    const rows: ThreatRow[] = [];
    const changes: Change[] = [];
    const done: Threat[] = [];
    for (const { id: threatId, version } of threats) {
      const threat = byId.get(threatId);
      const refusal =
        whyNotThis(threat, version) ??
        (threat ? whyNotAcceptable(threat.state) : null) ??
        (waiting.has(threatId) ? waits : null);
      if (threat && !refusal) {
        changes.push((await ask(context, { threat, model }, asked)).change);
        waiting.add(threatId);
        done.push(threat);
      }
      rows.push({
        ...{ id: threatId, ref: threat ? threatRef(threat.number) : null, done: !refusal },
        ...{ message: refusal, version: threat?.version ?? null },
      });
    }
    if (done.length > 0) await tellSigners(context, model, done, asked);
    return { result: { rows, asked: done.length }, changes };
  },
});

/** Takes the request for an acceptance back; only the person who asked. */
export const withdrawAcceptance = command({
  name: "threats.withdrawAcceptance",
  summary: "Withdraw the request for an acceptance of a threat",
  permission: threatModelsWrite,
  input: z.strictObject({ id }),
  output: decisionRecord,
  run: async (context, { id: threatId }) => {
    const { model } = await findThreat(context, threatId);
    assertMay(context.actor, threatModelsWrite, model.unitId);
    const { pending } = await liveDecisions(context.tx, acceptanceKind, threatId);
    const closed = await takeBack(context, pending, "Nobody asks for its acceptance.");
    return { result: decisionAnswer(closed.decision), change: closed.change };
  },
});

async function ask(
  context: Context,
  { threat, model }: { threat: Threat; model: StoredThreatModel },
  asked: Asked,
): Promise<Written> {
  return requestDecision(context, {
    kind: acceptanceKind,
    subject: { type: "threats", id: threat.id, unitId: model.unitId },
    ...{ ...asked, conditions: null },
    snapshot: acceptanceSnapshot(threat, model, await rulesInForce(context.tx)),
  });
}

async function tellSigners(
  context: Context,
  model: StoredThreatModel,
  threats: readonly Threat[],
  { until: last }: Asked,
): Promise<void> {
  const [one] = threats;
  const what =
    one && threats.length === 1
      ? `is ${threatRef(one.number)} ${one.title} accepted`
      : `are ${threats.length} threats of ${modelRef(model.number)} ${model.title} accepted`;
  const subject =
    one && threats.length === 1
      ? { subjectType: "threats", subjectId: one.id }
      : { subjectType: "threat-models", subjectId: model.id };
  await askToSign(
    context,
    threatModelsDecide,
    {
      title: `Your signature is asked for: ${what} until ${formatDay(last)}?`,
      ...{ ...subject, unitId: model.unitId },
    },
    [context.actor.personId ?? ""],
  );
}
