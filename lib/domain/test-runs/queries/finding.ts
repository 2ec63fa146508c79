import "server-only";
import * as z from "zod";
import { visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { controlRef } from "@/lib/domain/controls/rules";
import { visibleTo as visibleRisks } from "@/lib/domain/risks/access";
import { riskRef } from "@/lib/domain/risks/rules";
import { findingsTriage, testRunsRead, visibleTo } from "@/lib/domain/test-runs/access";
import { tests } from "@/lib/domain/test-runs/evidence/tests-control";
import { findingRef } from "@/lib/domain/test-runs/findings/rules";
import { findingFields, findingRecord, severityFields } from "@/lib/domain/test-runs/findings/schema";
import { casesOf } from "@/lib/domain/test-runs/queries/cases";
import { findFinding } from "@/lib/domain/test-runs/queries/find";
import { findingInclude, missedIn, toRow } from "@/lib/domain/test-runs/queries/register";
import { evaluatedOf, failureRate } from "@/lib/domain/test-runs/rules";
import { runRef } from "@/lib/domain/test-runs/runs/schema";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { threatModelsRead, visibleTo as visibleModels } from "@/lib/domain/threat-models/access";
import { threatRef } from "@/lib/domain/threat-models/rules";
import { may, mayAnywhere } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import type { Finding } from "@/lib/platform/database/generated/client";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });
const owaspEntries = z.array(z.object({ edition: z.string(), id: z.string() }));
const mostRuns = 50;

/** One finding: how severe and why, its runs as a trend, what it belongs to, and what the actor can do with it. */
export const getFinding = query({
  name: "findings.get",
  summary: "One finding with its runs and what it belongs to",
  permission: testRunsRead,
  input: byId,
  output: findingRecord,
  run: async (context, { id }) => {
    const { tx, actor } = context;
    const found = await tx.finding.findFirst({
      where: { AND: [{ id }, visibleTo(context)] },
      include: findingInclude,
    });
    if (!found) throw new NotFound();
    const named = found.threatClass === null ? null : threatClasses().get(found.threatClass);
    return {
      ...toRow(found, (await missedIn(tx, [found])).has(id)),
      ...{ className: named?.name ?? null, owasp: owaspEntries.parse(found.owasp) },
      ...{ trend: await trendOf(context, found), cases: await casesOf(context, found) },
      events: await eventsOf(context, id),
      ...{ risks: await risksOf(context, id), controls: await controlsOf(context, found) },
      ...{ threats: await threatsOf(context, found), alike: await alike(context, found) },
      can: { triage: may(actor, findingsTriage, found.unitId) },
    };
  },
});

// What each run saw of it, the oldest first: with few cases the interval says how little is known.
async function trendOf({ tx }: Context, { fingerprint, systemId }: Finding) {
  const results = await tx.testResult.findMany({
    where: { fingerprint, run: { systemId } },
    include: {
      run: {
        select: {
          id: true,
          number: true,
          ranAt: true,
          complete: true,
          tool: true,
          failuresOnly: true,
          modelVersion: true,
          promptVersion: true,
        },
      },
    },
    orderBy: [{ run: { ranAt: "desc" } }, { id: "desc" }],
    take: mostRuns,
  });
  return [...Map.groupBy(results, ({ run }) => run.id).values()].toReversed().map((own) => {
    const sum = (key: "defended" | "vulnerable" | "errors") => own.reduce((all, one) => all + one[key], 0);
    const counts = {
      ...{ defended: sum("defended"), vulnerable: sum("vulnerable"), error: sum("errors") },
      ...{ inconclusive: 0, skipped: 0 },
    };
    const run = (own[0] as (typeof own)[number]).run;
    return {
      ...{ runId: run.id, ref: runRef(run.number), tool: run.tool, complete: run.complete },
      ...{ ranAt: run.ranAt.toISOString(), modelVersion: run.modelVersion, promptVersion: run.promptVersion },
      ...{ vulnerable: counts.vulnerable, evaluated: evaluatedOf(counts), errors: counts.error },
      rate: run.failuresOnly ? null : failureRate(counts),
    };
  });
}

async function eventsOf({ tx }: Context, findingId: string) {
  const events = await tx.findingEvent.findMany({
    where: { findingId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 200,
  });
  const [people, runs] = [
    await tx.person.findMany({
      where: { id: { in: events.map(({ createdById }) => createdById) } },
      select: { id: true, name: true },
    }),
    await tx.testRun.findMany({
      where: { id: { in: events.flatMap(({ runId }) => runId ?? []) } },
      select: { id: true, number: true },
    }),
  ];
  return events.map(({ id, fromState, toState, reason, runId, createdById, createdAt }) => {
    const run = runs.find((one) => one.id === runId);
    return {
      ...{ id, fromState, toState, reason, at: createdAt.toISOString() },
      run: run ? { id: run.id, ref: runRef(run.number) } : null,
      by: people.find((one) => one.id === createdById)?.name ?? "Plumbline",
    };
  });
}

async function risksOf(context: Context, findingId: string) {
  const links = await context.tx.findingRisk.findMany({
    where: { findingId, removedAt: null, risk: { is: visibleRisks(context) } },
    include: { risk: { select: { id: true, number: true, title: true, currentScore: true } } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return links.map(({ id: linkId, risk: { number, ...risk } }) => ({
    ...{ linkId, ref: riskRef(number), ...risk },
  }));
}

// The controls of the system that its check tests.
async function controlsOf(context: Context, { systemId, tool, check, threatClass }: Finding) {
  const links = await context.tx.controlCheck.findMany({
    where: { systemId, removedAt: null, control: { is: await visibleControls(context) } },
    include: {
      control: { select: { id: true, number: true, title: true, status: true, lastOutcome: true } },
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const testing = links.filter((link) => tests([link], tool, { check, threatClass }));
  const byId = new Map(
    testing.map(({ control: { number, ...one } }) => [one.id, { ...one, ref: controlRef(number) }]),
  );
  return [...byId.values()];
}

// The threats of the system's models that cite an entry of a list that the class of the finding has as well.
async function threatsOf(context: Context, { systemId, threatClass }: Finding) {
  const named = threatClass === null ? null : threatClasses().get(threatClass);
  if (!named || !mayAnywhere(context.actor, threatModelsRead)) return [];
  const cited = new Set(named.atlas.map((one) => one.split(".").slice(0, 2).join(".")));
  const found = await context.tx.threat.findMany({
    where: { model: { is: { AND: [{ systemId }, visibleModels(context)] } }, state: { not: "superseded" } },
    select: { id: true, number: true, title: true, state: true, sources: true },
    orderBy: { number: "asc" },
  });
  return found
    .filter(({ sources }) =>
      (sources as { id: string }[]).some((one) => cited.has(one.id.split(".").slice(0, 2).join("."))),
    )
    .slice(0, 50)
    .map(({ number, sources: _sources, ...threat }) => ({ ...threat, ref: threatRef(number) }));
}

// Other findings of the same class on the same system, of whichever tool: grouped, never merged.
async function alike({ tx }: Context, { id, systemId, threatClass }: Finding) {
  if (threatClass === null) return [];
  const found = await tx.finding.findMany({
    where: { systemId, threatClass, id: { not: id } },
    select: { id: true, number: true, title: true, state: true, severity: true, tool: true },
    orderBy: [{ severityRank: "desc" }, { number: "asc" }],
    take: 20,
  });
  return found.map(({ number, ...one }) => ({ ...one, ref: findingRef(number) }));
}

/** What happened to one finding, newest first. */
export const getFindingHistory = query({
  name: "findings.history",
  summary: "What happened to a finding, newest first",
  permission: testRunsRead,
  input: byId,
  run: async (context, { id }) => {
    await findFinding(context, id);
    const { severity } = severityFields;
    return { entries: await recordHistory(context, "findings", id, { ...findingFields, severity }) };
  },
});
