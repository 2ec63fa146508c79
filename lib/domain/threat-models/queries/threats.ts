import "server-only";
import * as z from "zod";
import { visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { mitigationsOf } from "@/lib/domain/controls/queries/library";
import { controlRef } from "@/lib/domain/controls/rules";
import { decisionFields } from "@/lib/domain/decisions/schema";
import { visibleTo as visibleRisks } from "@/lib/domain/risks/access";
import { riskRef } from "@/lib/domain/risks/rules";
import {
  acceptanceRights,
  liveAcceptances,
  peopleIn,
  shownAcceptance,
} from "@/lib/domain/threat-models/acceptance/queries";
import { threatModelsRead, threatModelsWrite } from "@/lib/domain/threat-models/access";
import { partNames } from "@/lib/domain/threat-models/drawing/rules";
import type { FactValue } from "@/lib/domain/threat-models/evaluate";
import { type RuleSet, rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import type { Way } from "@/lib/domain/threat-models/paths/search";
import { drawingOf, findModel, findThreat } from "@/lib/domain/threat-models/queries/find";
import { decisionOnThreat, ownThreatFields } from "@/lib/domain/threat-models/record/schema";
import { modelRef, threatRef } from "@/lib/domain/threat-models/rules";
import { citedList } from "@/lib/domain/threat-models/schema";
import { shownSources } from "@/lib/domain/threat-models/sources";
import { versionOf } from "@/lib/domain/threat-models/threats/settle";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Threat } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

const id = z.uuid({ error: "Is not the id of a record." });

/** Every threat of a model, with its rule, the values that made it apply, its sources, and what was decided. */
export const listThreats = query({
  name: "threat-models.threats",
  summary: "The threats of a threat model",
  permission: threatModelsRead,
  input: z.strictObject({ id }),
  run: async (context, { id: threatModelId }) => {
    await findModel(context, threatModelId);
    const threats = await context.tx.threat.findMany({
      where: { threatModelId },
      orderBy: [{ number: "asc" }],
    });
    return { threats: await withLinks(context, threats) };
  },
});

/** One threat with its model, what the parts it names are called, the threats it could be merged into, and what the actor can do. */
export const getThreat = query({
  name: "threats.get",
  summary: "One threat",
  permission: threatModelsRead,
  input: z.strictObject({ id }),
  run: async (context, { id: threatId }) => {
    const { threat, model } = await findThreat(context, threatId);
    const [shownOne] = await withLinks(context, [threat]);
    if (!shownOne) throw new NotFound();
    const { drawing } = await drawingOf(context, model.drawingId);
    const others = await context.tx.threat.findMany({
      where: { threatModelId: model.id, id: { not: threatId }, state: { not: "superseded" } },
      select: { id: true, number: true, title: true },
      orderBy: { number: "asc" },
    });
    const live = (await liveAcceptances(context, [threatId]))(threatId);
    const acceptance = acceptanceRights(context, model, threat, live);
    return {
      ...shownOne,
      model: { id: model.id, ref: modelRef(model.number), title: model.title },
      names: partNames(drawing),
      moves: await saidOfIds(context, threatId),
      others: others.map((one) => ({ value: one.id, label: `${threatRef(one.number)} ${one.title}` })),
      can: { ...acceptance.can, decide: may(context.actor, threatModelsWrite, model.unitId) },
      notNow: acceptance.notNow,
    };
  },
});

// What somebody said of ids of older editions, the newest first.
async function saidOfIds({ tx }: Context, threatId: string) {
  const moves = await tx.taxonomyMove.findMany({
    where: { threatId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const people = await tx.person.findMany({
    where: { id: { in: moves.map(({ createdById }) => createdById) } },
    select: { id: true, name: true },
  });
  return moves.map(
    ({ createdById, createdAt, threatId: _own, ruleId: _rule, treeId: _tree, unitId: _unit, ...one }) => ({
      ...one,
      by: people.find(({ id: person }) => person === createdById)?.name ?? "Plumbline",
      at: createdAt.toISOString(),
    }),
  );
}

async function withLinks(context: Context, threats: readonly Threat[]) {
  const ids = threats.map((one) => one.id);
  const [risks, controls] = [await risksOf(context, ids), await controlsOf(context, ids)];
  const into = await context.tx.threat.findMany({
    where: { id: { in: threats.flatMap(({ mergedIntoId }) => mergedIntoId ?? []) } },
    select: { id: true, number: true },
  });
  const liveOn = await liveAcceptances(context, ids);
  const named = threats.flatMap((one) => [
    ...peopleIn(liveOn(one.id)),
    ...(one.decidedById ? [one.decidedById] : []),
  ]);
  const people = await context.tx.person.findMany({
    where: { id: { in: named } },
    select: { id: true, name: true },
  });
  const rules = await rulesInForce(context.tx);
  const refs = new Map(into.map((one) => [one.id, threatRef(one.number)]));
  const nameOf = new Map(people.map((one) => [one.id, one.name]));
  return threats.map((threat) => ({
    ...shown(threat, rules),
    mergedInto: refs.get(threat.mergedIntoId ?? "") ?? null,
    decidedBy: nameOf.get(threat.decidedById ?? "") ?? null,
    acceptance: shownAcceptance(liveOn(threat.id), (one) => nameOf.get(one) ?? null),
    risks: risks.get(threat.id) ?? [],
    controls: controls.get(threat.id) ?? [],
  }));
}

/** Returns a threat as screens show it: sources with name and edition, what its rule suggests, and its mitigations. */
function shown(threat: Threat, rules: RuleSet) {
  const {
    createdById: _by,
    decidedById: _who,
    mergedIntoId: _into,
    threatModelId: _model,
    unitId: _unit,
    ...one
  } = threat;
  const kind = threat.ruleId ? rules.named(threat.ruleId) : undefined;
  return {
    ...one,
    ref: threatRef(threat.number),
    fired: threat.fired as unknown as FactValue[],
    unknown: threat.unknown as unknown as FactValue[],
    ways: threat.ways as unknown as Way[],
    sources: shownSources(citedList.parse(threat.sources)),
    condition: kind && "conditionText" in kind ? kind.conditionText : null,
    description: kind?.description ?? null,
    /** The rule as it is now is another edition than the one that found the threat. */
    ruleChanged: kind !== undefined && versionOf(kind) !== threat.ruleVersion,
    suggested: kind ? { likelihood: kind.likelihood, impact: kind.impact } : null,
    mitigations: kind ? mitigationsOf(kind.mitigationIds) : [],
    until: dayText(threat.until),
    decidedAt: threat.decidedAt?.toISOString() ?? null,
    createdAt: threat.createdAt.toISOString(),
    updatedAt: threat.updatedAt.toISOString(),
  };
}

async function risksOf(context: Context, ids: readonly string[]) {
  const links = await context.tx.threatRisk.findMany({
    where: { threatId: { in: [...ids] }, removedAt: null, risk: { is: visibleRisks(context) } },
    include: { risk: { select: { id: true, number: true, title: true, currentScore: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const rows = links.map(({ id: linkId, threatId, risk }) => ({
    threatId,
    row: {
      linkId,
      id: risk.id,
      ref: riskRef(risk.number),
      title: risk.title,
      currentScore: risk.currentScore,
    },
  }));
  return grouped(rows);
}

async function controlsOf(context: Context, ids: readonly string[]) {
  const links = await context.tx.threatControl.findMany({
    where: { threatId: { in: [...ids] }, removedAt: null, control: { is: await visibleControls(context) } },
    include: {
      control: { select: { id: true, number: true, title: true, status: true, lastOutcome: true } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const rows = links.map(({ id: linkId, threatId, mitigationId, control }) => ({
    threatId,
    row: { linkId, mitigationId, ...control, ref: controlRef(control.number) },
  }));
  return grouped(rows);
}

function grouped<R>(rows: readonly { threatId: string; row: R }[]): Map<string, R[]> {
  const found = new Map<string, R[]>();
  for (const { threatId, row } of rows) found.set(threatId, [...(found.get(threatId) ?? []), row]);
  return found;
}

/** What happened to one threat, newest first. */
export const getThreatHistory = query({
  name: "threats.history",
  summary: "What happened to a threat, newest first",
  permission: threatModelsRead,
  input: z.strictObject({ id }),
  run: async (context, { id: threatId }) => {
    await findThreat(context, threatId);
    const fields = { ...ownThreatFields, reason: decisionOnThreat.reason, until: decisionFields.until };
    return { entries: await recordHistory(context, "threats", threatId, fields) };
  },
});
