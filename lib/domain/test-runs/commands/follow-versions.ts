import "server-only";
import * as z from "zod";
import { recordTest } from "@/lib/domain/controls/commands/record-test";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { tests } from "@/lib/domain/test-runs/evidence/tests-control";
import { runRef } from "@/lib/domain/test-runs/runs/schema";
import type { Change } from "@/lib/platform/audit/change";
import type { Control, ControlCheck, TestRun } from "@/lib/platform/database/generated/client";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { type Context, command } from "@/lib/platform/operation/operation";
import { dayIn, dayText } from "@/lib/platform/time/day";

/**
 * Lets passed tests of controls end that rest on a run of another version of the model or prompt than the inventory names today:
 * what was tested is not what is in use. Only the system does this, and doing it twice changes nothing more.
 */
export const followVersions = command({
  name: "test-runs.followVersions",
  summary: "Let passed tests end whose model or prompt has another version now",
  permission: jobsOwn,
  systemOnly: "Tests follow the inventory by themselves.",
  input: z.strictObject({}),
  timeoutMs: 300_000,
  run: async (context) => {
    const links = await context.tx.controlCheck.findMany({
      where: { removedAt: null, control: { lastOutcome: "passed", status: "operating" } },
      include: { control: true },
      orderBy: { id: "asc" },
    });
    const testedOn = await todayOf(context);
    const changes: Change[] = [];
    for (const own of Map.groupBy(links, ({ controlId }) => controlId).values()) {
      const control = own[0]?.control;
      const run = control && (await runBehind(context, control, own));
      const note = run && (await lateNote(context, run));
      if (!control || !note) continue;
      const { change } = await recordTest(context, control, control.version, {
        ...{ outcome: "not-run", testedOn, note },
      });
      changes.push({ ...change, action: "controls.test" });
    }
    return { result: { ended: changes.length }, changes };
  },
});

// The run that the newest test of a control was recorded from.
async function runBehind(
  { tx }: Context,
  control: Control,
  links: readonly ControlCheck[],
): Promise<TestRun | null> {
  const zone = await timeZoneOf(tx);
  const runs = await tx.testRun.findMany({
    where: { systemId: { in: links.map(({ systemId }) => systemId) }, exercise: false },
    orderBy: [{ ranAt: "desc" }, { id: "desc" }],
    take: 20,
  });
  for (const run of runs) {
    if (dayIn(zone, run.ranAt) !== dayText(control.lastTestedOn)) continue;
    const results = await tx.testResult.findMany({
      where: { runId: run.id },
      select: { check: true, threatClass: true },
    });
    const tested = results.some((one) => tests(links, run.tool, one));
    if (tested) return run;
  }
  return null;
}

async function lateNote({ tx }: Context, run: TestRun): Promise<string | null> {
  const { modelId, modelName, modelVersion, promptId, promptName, promptVersion } = run;
  const model = modelId && (await tx.aiModel.findUnique({ where: { id: modelId } }));
  const prompt = promptId && (await tx.prompt.findUnique({ where: { id: promptId } }));
  const late = (name: string | null, now: string | null | undefined, tested: string | null) =>
    now != null && now !== tested
      ? [`${name} is version ${now} now, and ${runRef(run.number)} tested ${tested ?? "an unknown one"}`]
      : [];
  const words = [
    ...late(modelName, model ? model.modelVersion : null, modelVersion),
    ...late(promptName, prompt ? prompt.promptVersion : null, promptVersion),
  ];
  return words.length === 0 ? null : `${words.join("; ")}. Test it again.`;
}
