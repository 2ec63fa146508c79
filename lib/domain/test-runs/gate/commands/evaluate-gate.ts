import "server-only";
import * as z from "zod";
import { todayOf } from "@/lib/domain/programme-roles/queries";
import { assertMay, visibleTo } from "@/lib/domain/test-runs/access";
import { settledStates } from "@/lib/domain/test-runs/findings/rules";
import { gatesEvaluate } from "@/lib/domain/test-runs/gate/access";
import { gateAnswer } from "@/lib/domain/test-runs/gate/answer";
import { evaluateGate } from "@/lib/domain/test-runs/gate/evaluate";
import { readPolicy } from "@/lib/domain/test-runs/gate/policy";
import { policyInForce } from "@/lib/domain/test-runs/gate/queries/find";
import { questionFields } from "@/lib/domain/test-runs/gate/schema";
import { type StoredRun, storedGateRun } from "@/lib/domain/test-runs/gate/stored-run";
import { answerOfVerdict } from "@/lib/domain/test-runs/gate/verdict";
import { controlsTestedBy, recordVerdict } from "@/lib/domain/test-runs/gate/verdict-evidence";
import { waiversOn } from "@/lib/domain/test-runs/gate/waivers";
import { planOf } from "@/lib/domain/test-runs/plans/plan-of";
import { authorOf } from "@/lib/platform/access/actor";
import { canonicalDigest } from "@/lib/platform/crypto/canonical-digest";
import type { GateVerdict, Prisma } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput } from "@/lib/platform/schema/shape";

type Question = z.output<typeof question>;
const question = createInput(questionFields);

/**
 * Decides by the newest version of a policy whether test runs of an AI system pass, and keeps the answer for good. What is
 * missing, incomplete or too little is undecided. The same question about the same runs has one verdict a day.
 */
export const evaluateStoredRuns = command({
  name: "gates.evaluate",
  summary: "Decide by a policy whether test runs of an AI system pass",
  permission: gatesEvaluate,
  input: question,
  output: z.looseObject({ gate_id: z.uuid(), verdict: z.string(), exit_code: z.int() }),
  run: async (context, asked) => {
    const { tx } = context;
    const { unitId, ...runs } = await boundRuns(context, asked);
    const found = await policyInForce(context, asked.policy, unitId);
    if (!found)
      throw new Invalid([
        { path: "policy", message: `No policy ${asked.policy} holds there. See the gate policies.` },
      ]);
    const read = readPolicy(found.newest.text);
    const today = await todayOf(context);
    const baseline = await baselineOf(context, asked, found.policy.id);
    const dismissed = await dismissedOf(context, asked.systemId);
    const waivers = [...read.policy.waivers, ...(await waiversOn(context, asked.systemId))];
    const { branch, base, commit, build, systemId } = asked;
    const plan = read.policy.require_plan ? await planOf(context, systemId) : [];
    const tested = await controlsTestedBy(context, read.policy, { ...asked, unitId });
    const questionDigest = canonicalDigest({
      ...{ policy: read.sha256, runs: runs.stored.map(({ contentDigest }) => contentDigest).toSorted() },
      ...{ baseline: baseline && [...baseline].toSorted(), dismissed: [...dismissed].toSorted(), waivers },
      ...{ today, branch, base, commit, build },
      ...(plan.length > 0 ? { plan: plan.map(({ id, state, runId }) => ({ id, state, runId })) } : {}),
    });
    // Who asks the same at the same moment waits for the one verdict.
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${questionDigest}, 8))::text`;
    const known = await tx.gateVerdict.findFirst({ where: { systemId, questionDigest } });
    if (known) return { result: answerOfVerdict(known), changes: [] };
    const policy = { ...read.policy, waivers };
    const gateRuns = runs.stored.map(storedGateRun);
    const decision = evaluateGate(policy, {
      ...{ runs: gateRuns, baseline, dismissed, today, unread: [], plan, notes: tested.notes },
    });
    const answer = gateAnswer({ policy, sha256: read.sha256 }, decision, {
      subject: { system: systemId, model: runs.stored[0]?.modelName ?? null, commit, branch },
      inputs: runs.stored.map(({ fileName: file, sha256, format }) => ({ file, sha256, format })),
      evaluatedAt: context.now.toISOString(),
    });
    const after = await tx.gateVerdict.create({
      data: {
        ...{ unitId, systemId, policyId: found.policy.id, policyKey: found.policy.key },
        ...{ policyVersion: read.policy.version, verdict: answer.verdict, exitCode: answer.exit_code },
        ...{ branch, base, commit, build, runIds: runs.stored.map(({ id }) => id) },
        ...{ evaluated: answer.completeness.evaluated, newFindings: answer.new, questionDigest },
        ...{ answer: answer as unknown as Prisma.InputJsonObject, digest: canonicalDigest(answer) },
        createdById: authorOf(context.actor),
      },
    });
    const evidence = await recordVerdict(context, after, tested.controls, today);
    return { result: answerOfVerdict(after), changes: [verdictChange(after), ...evidence] };
  },
});

async function boundRuns(
  context: Context,
  { systemId, runIds }: Question,
): Promise<{ unitId: string; stored: StoredRun[] }> {
  const stored = await context.tx.testRun.findMany({
    where: { AND: [{ id: { in: runIds }, systemId }, visibleTo(context)] },
    include: { results: { orderBy: { id: "asc" } } },
  });
  const byId = new Map(stored.map((one) => [one.id, one]));
  const absent = runIds.find((id) => !byId.has(id));
  const [first] = stored;
  if (absent !== undefined || !first)
    throw new Invalid([
      {
        path: `runIds.${runIds.indexOf(absent ?? "")}`,
        message: "The AI system has no such test run. Hand the results in first.",
      },
    ]);
  assertMay(context.actor, gatesEvaluate, first.unitId);
  return { unitId: first.unitId, stored: [...new Set(runIds)].flatMap((id) => byId.get(id) ?? []) };
}

// What a person called no weakness here, no run brings back.
async function dismissedOf({ tx }: Context, systemId: string): Promise<Set<string>> {
  const found = await tx.finding.findMany({
    where: { systemId, state: { in: [...settledStates] } },
    select: { fingerprint: true },
  });
  return new Set(found.map(({ fingerprint }) => fingerprint));
}

// What the branch that it goes into was found to have, whatever its verdict; null where nothing is known of it.
async function baselineOf(
  { tx }: Context,
  { base, systemId }: Question,
  policyId: string,
): Promise<Set<string> | null> {
  if (base === null) return null;
  const newest = await tx.gateVerdict.findFirst({
    where: { systemId, policyId, branch: base },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  if (!newest) return null;
  const { findings } = answerShape.parse(newest.answer);
  return new Set(findings.map(({ fingerprint }) => fingerprint));
}

const answerShape = z.looseObject({ findings: z.array(z.looseObject({ fingerprint: z.string() })) });

function verdictChange(after: GateVerdict) {
  return { subject: { type: "gate-verdicts", id: after.id, unitId: after.unitId }, before: null, after };
}
