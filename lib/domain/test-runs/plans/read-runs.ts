import "server-only";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { storedGateRun } from "@/lib/domain/test-runs/gate/stored-run";
import {
  decidingRun,
  type InUse,
  type Judged,
  type Judgement,
  judgementOf,
  type Planned,
  type RunHead,
} from "@/lib/domain/test-runs/plans/judge";
import type { PlanState, VersionRule } from "@/lib/domain/test-runs/plans/schema";
import { runRef } from "@/lib/domain/test-runs/runs/schema";
import type { Transaction } from "@/lib/platform/database/client";
import type { PlannedTest } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { dayIn, dayText } from "@/lib/platform/time/day";

/** So many of the newest runs that cover a planned test are looked at for one on the versions in use. */
const newest = 20;

/** What planned tests are judged by, whichever they are. */
interface Ground {
  tx: Transaction;
  timeZone: string;
  /** YYYY-MM-DD. */
  today: string;
}

/** Returns what planned tests are judged by now. */
export async function groundOf({ tx, now }: Pick<Context, "tx" | "now">): Promise<Ground> {
  const timeZone = await timeZoneOf(tx);
  return { tx, timeZone, today: dayIn(timeZone, now) };
}

/** Returns the versions of the models and prompts that an AI system uses today, by their ids. */
export async function partsInUse(tx: Transaction, systemId: string): Promise<InUse> {
  const used = await tx.$queryRaw<{ id: string }[]>`
    select id::text from parts_of_systems(array[${systemId}::uuid]) as r(id)`;
  const where = { id: { in: used.map(({ id }) => id) } };
  const models = await tx.aiModel.findMany({ where, select: { id: true, modelVersion: true } });
  const prompts = await tx.prompt.findMany({ where, select: { id: true, promptVersion: true } });
  return new Map([
    ...models.map(({ id, modelVersion }) => [id, modelVersion] as const),
    ...prompts.map(({ id, promptVersion }) => [id, promptVersion] as const),
  ]);
}

/** Returns how a planned test stands on a day, by the runs there are. */
export async function judged(ground: Ground, test: PlannedTest, inUse: InUse): Promise<Judged> {
  const { tx, timeZone, today } = ground;
  const planned = plannedOf(test, timeZone);
  const heads = await headsOf(ground, test, true);
  const head = decidingRun(planned, heads, inUse);
  const stored =
    head && (await tx.testRun.findUniqueOrThrow({ where: { id: head.id }, include: { results: true } }));
  const [incomplete] = head ? [] : await headsOf(ground, test, false);
  return judgementOf(planned, {
    decides: head && stored ? { head, run: storedGateRun(stored) } : null,
    incomplete: incomplete?.ref ?? null,
    ...{ inUse, today, before: judgementIn(test) },
  });
}

function plannedOf(test: PlannedTest, timeZone: string): Planned {
  return {
    ...test,
    versions: test.versions as VersionRule,
    plannedOn: dayIn(timeZone, test.createdAt),
  };
}

/** Returns how a planned test stood when it was last judged. */
export function judgementIn(test: PlannedTest): Judgement {
  const { state, stateReason: reason, runId, testedOn, dueOn } = test;
  return {
    ...{ state: state as PlanState, reason, runId },
    ...{ testedOn: dayText(testedOn), dueOn: dayText(dueOn) ?? "" },
  };
}

/** Returns a pattern in which a star stands for any letters as the database matches it. */
function like(pattern: string | null): string | null {
  return pattern === null ? null : pattern.replace(/[\\%_]/g, "\\$&").replaceAll("*", "%");
}

// Exercises say nothing of an own system.
async function headsOf({ tx, timeZone }: Ground, test: PlannedTest, complete: boolean): Promise<RunHead[]> {
  const { systemId, versions, modelId, promptId } = test;
  const [tool, check, threatClass] = [like(test.tool), like(test.check), like(test.threatClass)];
  const model = versions === "exact" ? test.modelVersion : null;
  const prompt = versions === "exact" ? test.promptVersion : null;
  const found = await tx.$queryRaw<{ id: string }[]>`
    select r.id::text from test_runs r
    where r."systemId" = ${systemId}::uuid and r.complete = ${complete} and not r.exercise
      and (${tool}::text is null or r.tool ilike ${tool} or r.format ilike ${tool})
      and (${modelId}::uuid is null or r."modelId" = ${modelId}::uuid)
      and (${promptId}::uuid is null or r."promptId" = ${promptId}::uuid)
      and (${model}::text is null or r."modelVersion" = ${model})
      and (${prompt}::text is null or r."promptVersion" = ${prompt})
      and exists (select 1 from test_results t where t."runId" = r.id
        and (${check}::text is null or t."check" ilike ${check})
        and (${threatClass}::text is null or t."threatClass" ilike ${threatClass}))
    order by r."ranAt" desc, r.id desc limit ${newest}`;
  const runs = await tx.testRun.findMany({
    where: { id: { in: found.map(({ id }) => id) } },
    orderBy: [{ ranAt: "desc" }, { id: "desc" }],
  });
  return runs.map((run) => ({
    ...{ id: run.id, ref: runRef(run.number), ranOn: dayIn(timeZone, run.ranAt) },
    model:
      run.modelId === null ? null : { id: run.modelId, name: run.modelName ?? "", version: run.modelVersion },
    prompt:
      run.promptId === null
        ? null
        : { id: run.promptId, name: run.promptName ?? "", version: run.promptVersion },
  }));
}
