import "server-only";
import * as z from "zod";
import { visibleTo as visibleControls } from "@/lib/domain/controls/access";
import { controlRef } from "@/lib/domain/controls/rules";
import { visibleTo as visibleSystems } from "@/lib/domain/inventory/systems/access";
import { testRunsRead, visibleTo } from "@/lib/domain/test-runs/access";
import { plannedTestsEdit } from "@/lib/domain/test-runs/plans/access";
import { countsAsMissing } from "@/lib/domain/test-runs/plans/judge";
import { planOf } from "@/lib/domain/test-runs/plans/plan-of";
import { findPlanned } from "@/lib/domain/test-runs/plans/queries/find";
import { plannedInclude, toPlannedRow } from "@/lib/domain/test-runs/plans/queries/register";
import { groundOf, judged, judgementIn, partsInUse } from "@/lib/domain/test-runs/plans/read-runs";
import { plannedHistory, plannedRecord } from "@/lib/domain/test-runs/plans/schema";
import { runRef } from "@/lib/domain/test-runs/runs/schema";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { may } from "@/lib/platform/access/actor";
import { recordHistory } from "@/lib/platform/audit/history";
import { NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";

const id = z.uuid({ error: "Is not the id of a record." });
const byId = z.strictObject({ id });

/** One planned test: what it asks for, how it stands now and why, the run behind it, and the controls it is evidence for. */
export const getPlannedTest = query({
  name: "planned-tests.get",
  summary: "One planned test, and how it stands",
  permission: testRunsRead,
  input: byId,
  output: plannedRecord,
  run: async (context, { id: wanted }) => {
    const { tx, actor } = context;
    const stored = await findPlanned(context, wanted);
    const read = await tx.plannedTest.findUniqueOrThrow({
      where: { id: wanted },
      include: plannedInclude,
    });
    const ground = await groundOf(context);
    const now = stored.retiredAt
      ? judgementIn(stored)
      : await judged(ground, stored, await partsInUse(tx, stored.systemId));
    const run = now.runId === null ? null : await tx.testRun.findUnique({ where: { id: now.runId } });
    const controls = await tx.control.findMany({
      where: { AND: [{ id: { in: stored.controlIds } }, await visibleControls(context)] },
      select: { id: true, number: true, title: true },
      orderBy: { number: "asc" },
    });
    const [model, prompt] = [
      stored.modelId && (await tx.aiModel.findUnique({ where: { id: stored.modelId } })),
      stored.promptId && (await tx.prompt.findUnique({ where: { id: stored.promptId } })),
    ];
    return {
      ...toPlannedRow(read, ground.today),
      ...{ state: now.state, stateReason: now.reason, dueOn: now.dueOn, testedOn: now.testedOn },
      className: stored.threatClass && (threatClasses().get(stored.threatClass)?.name ?? stored.threatClass),
      run: run && { id: run.id, ref: runRef(run.number), tool: run.tool },
      controls: controls.map(({ number, title, ...one }) => ({
        ...one,
        name: `${controlRef(number)} ${title}`,
      })),
      model: model ? { id: model.id, name: model.name } : null,
      prompt: prompt ? { id: prompt.id, name: prompt.name } : null,
      can: { edit: stored.retiredAt === null && may(actor, plannedTestsEdit, stored.unitId) },
    };
  },
});

/** What happened to one planned test, newest first: each state it moved to among it. */
export const getPlannedHistory = query({
  name: "planned-tests.history",
  summary: "What happened to a planned test, newest first",
  permission: testRunsRead,
  input: byId,
  run: async (context, { id: wanted }) => {
    await findPlanned(context, wanted);
    return { entries: await recordHistory(context, "planned-tests", wanted, plannedHistory) };
  },
});

/** The test plan of an AI system as it stands now: its tests, the worst first, and how many are met. */
export const getTestPlan = query({
  name: "planned-tests.of",
  summary: "The test plan of an AI system, and how it stands",
  permission: testRunsRead,
  input: z.strictObject({ systemId: id }),
  run: async (context, { systemId }) => {
    const { tx, actor } = context;
    const system = await tx.system.findFirst({
      where: { AND: [{ id: systemId }, visibleSystems(actor)] },
      select: { unitId: true },
    });
    if (!system) throw new NotFound();
    const tests = await planOf(context, systemId, visibleTo(context));
    return {
      rows: tests,
      met: tests.filter(({ state }) => state === "met").length,
      missing: tests.filter(({ state }) => countsAsMissing(state)).length,
      can: { edit: may(actor, plannedTestsEdit, system.unitId) },
    };
  },
});
