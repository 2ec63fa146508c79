import "server-only";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { readPolicy } from "@/lib/domain/test-runs/gate/policy";
import { verdictRef } from "@/lib/domain/test-runs/gate/schema";
import {
  answersFrom,
  type PlanFacts,
  type RunFacts,
  type VerdictFacts,
} from "@/lib/domain/test-runs/plans/checklist";
import { planOf } from "@/lib/domain/test-runs/plans/plan-of";
import { runRef } from "@/lib/domain/test-runs/runs/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { KnownAnswers } from "@/lib/platform/registry/contributions";
import { dayIn } from "@/lib/platform/time/day";

/** Attacks are to be renewed every quarter: what is older shows nothing of today. */
const quarter = 92 * 86_400_000;

/** What test plans, runs and gates say of the questions of the security checklist for pipelines. */
export const checklistAnswers: readonly KnownAnswers[] = [
  {
    questionnaire: "cicd-security-checklist",
    async answers(context, systemId) {
      const { tx, now } = context;
      const since = new Date(now.getTime() - quarter);
      const zone = await timeZoneOf(tx);
      const day = (at: Date) => dayIn(zone, at);
      const [plan, runs, verdict] = [
        await planFacts(context, systemId),
        await runsSince(tx, systemId, since),
        await newestVerdict(tx, systemId, since),
      ];
      return answersFrom({ plan, runs, verdict, now, day });
    },
  },
];

async function planFacts(context: { tx: Transaction; now: Date }, systemId: string): Promise<PlanFacts[]> {
  return (await planOf(context, systemId)).toSorted((a, b) => a.ref.localeCompare(b.ref));
}

async function runsSince(tx: Transaction, systemId: string, since: Date): Promise<RunFacts[]> {
  const runs = await tx.testRun.findMany({
    where: { systemId, complete: true, exercise: false, ranAt: { gte: since } },
    orderBy: [{ ranAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  const tested = await tx.testResult.findMany({
    where: {
      runId: { in: runs.map(({ id }) => id) },
      OR: [{ defended: { gt: 0 } }, { vulnerable: { gt: 0 } }],
    },
    select: { runId: true, threatClass: true },
    distinct: ["runId", "threatClass"],
  });
  return runs.map(({ id, number, tool, format, ranAt, defended, vulnerable }) => ({
    ...{ ref: runRef(number), tool, format, at: ranAt, evaluated: defended + vulnerable, vulnerable },
    classes: tested.flatMap(({ runId, threatClass }) => (runId === id && threatClass ? [threatClass] : [])),
  }));
}

async function newestVerdict(tx: Transaction, systemId: string, since: Date): Promise<VerdictFacts | null> {
  const newest = await tx.gateVerdict.findFirst({
    where: { systemId, policy: { retiredAt: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!newest) return null;
  const version = await tx.gatePolicyVersion.findFirst({
    where: { policyId: newest.policyId, number: newest.policyVersion },
    select: { text: true },
  });
  if (!version) return null;
  const { policy } = readPolicy(version.text);
  return {
    ...{ ref: verdictRef(newest.number), verdict: newest.verdict, at: newest.createdAt },
    ...{ policy: `${policy.id} version ${policy.version}`, blocking: policy.mode === "blocking" },
    fresh: newest.createdAt >= since,
    suites: policy.require.map(({ suite }) => suite),
    baseline: policy.rules.some((rule) => "findings" in rule && rule.only_new),
  };
}
