import "server-only";
import { pushResults } from "@/lib/domain/test-runs/commands/create-import";
import { linkChecks } from "@/lib/domain/test-runs/commands/link-checks";
import { findingToRisk } from "@/lib/domain/test-runs/commands/link-finding";
import { decideFinding, updateFinding } from "@/lib/domain/test-runs/commands/triage-finding";
import { testRunJobs } from "@/lib/domain/test-runs/jobs";
import { createPlannedTest } from "@/lib/domain/test-runs/plans/commands/write-planned";
import { findingRegister } from "@/lib/domain/test-runs/queries/register";
import type { Actor } from "@/lib/platform/access/actor";
import { runJob } from "@/lib/platform/jobs/run-job";
import { receiveSealedFile } from "@/lib/platform/storage/receive-file";
import { addDays, dayIn } from "@/lib/platform/time/day";
import { demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import { controlKey } from "@/prisma/seed/demo/controls";
import { demoActor } from "@/prisma/seed/demo/persona-actor";
import { garakReport, promptfooResults } from "@/prisma/seed/demo/result-files";

/** Hands in what security tools wrote about one AI system, run after run, and triages what they found. */
export async function loadTestRuns(content: DemoContent): Promise<void> {
  const { system, by, controls, runs, triage, plan } = content.testRuns;
  const actor = await demoActor(by);
  const systemId = demoId("systems", system);
  for (const { control, ...checks } of controls)
    await linkChecks.execute(actor, {
      ...{ systemId, ...checks },
      controlId: demoId("controls", controlKey(controlOf(content, control))),
    });
  for (const run of runs) await takeIn(actor, content, run);
  for (const { owner, control, ...test } of plan)
    await createPlannedTest.execute(actor, {
      ...{ ...test, systemId, versions: "in-use", ownerId: demoId("people", owner) },
      ...(control ? { controlIds: [demoId("controls", controlKey(controlOf(content, control)))] } : {}),
    });
  const today = dayIn(content.organisation.timeZone, new Date());
  for (const one of triage) await triageOne(actor, systemId, one, today);
}

function controlOf({ controls, testRuns }: DemoContent, control: string) {
  const found = controls.find((one) => one.control === control && one.system === testRuns.system);
  if (!found) throw new Error(`The demo has no control ${control} of ${testRuns.system}.`);
  return found;
}

async function takeIn(
  actor: Actor,
  { testRuns: { system, model, prompt }, models }: DemoContent,
  run: DemoContent["testRuns"]["runs"][number],
): Promise<void> {
  const to = new Date(Date.now() - run.daysAgo * 86_400_000);
  const target = String(models.find(({ key }) => key === model)?.name ?? model);
  const told = { checks: run.checks, target, from: new Date(to.getTime() - 50 * 60_000), to };
  const text = run.tool === "garak" ? garakReport(told) : promptfooResults(told);
  const request = new Request("http://localhost/", { method: "POST", body: text });
  const { jobId } = await pushResults.execute(actor, {
    ...{ file: await receiveSealedFile(request, run.file), name: run.file, apply: "true" },
    ...{ systemId: demoId("systems", system), modelId: demoId("models", model) },
    ...{ promptId: demoId("prompts", prompt) },
    ...{ branch: run.branch, commit: run.commit, scope: run.scope },
  });
  await runJob(testRunJobs, String(jobId), new AbortController().signal);
}

async function triageOne(
  actor: Actor,
  systemId: string,
  { check, owner, inDays, state, reason, risk }: DemoContent["testRuns"]["triage"][number],
  today: string,
): Promise<void> {
  const { rows } = await findingRegister.list.execute(actor, { system: systemId });
  const found = rows.find((row) => row["check"] === check);
  if (!found) throw new Error(`The demo has no finding of ${check}.`);
  const assigned = await updateFinding.execute(actor, {
    ...{ id: found.id, version: found.version, ownerId: demoId("people", owner) },
    ...(inDays === undefined ? {} : { dueOn: addDays(today, inDays) }),
  });
  await decideFinding.execute(actor, { id: found.id, version: assigned.version, state, reason });
  if (risk !== undefined) await findingToRisk.execute(actor, { id: found.id, riskId: demoId("risks", risk) });
}
