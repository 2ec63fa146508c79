import "server-only";
import * as z from "zod";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { weighControls } from "@/lib/domain/test-runs/plans/commands/weigh-controls";
import type { Judgement } from "@/lib/domain/test-runs/plans/judge";
import { plannedChange } from "@/lib/domain/test-runs/plans/planned-change";
import { groundOf, judged, judgementIn, partsInUse } from "@/lib/domain/test-runs/plans/read-runs";
import { plannedRef } from "@/lib/domain/test-runs/plans/schema";
import type { Change } from "@/lib/platform/audit/change";
import type { PlannedTest } from "@/lib/platform/database/generated/client";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { type Context, command } from "@/lib/platform/operation/operation";
import { storedDay } from "@/lib/platform/time/day";

/**
 * Judges every planned test of an AI system again after something was written about it: owners are told of what is no longer
 * met, and the controls that the tests are evidence for follow. Returns the changes.
 */
export async function judgePlan(context: Context, systemId: string): Promise<Change[]> {
  const tests = await context.tx.plannedTest.findMany({
    where: { systemId, retiredAt: null },
    orderBy: { number: "asc" },
  });
  const { after, changes } = await judgeAgain(context, tests);
  return [...changes, ...(await weighControls(context, after))];
}

/**
 * Moves what has become stale with time, or with a version of a model or prompt, and ends the passes of controls that rested on
 * it. Only the system does this, and doing it twice changes nothing more.
 */
export const followPlans = command({
  name: "planned-tests.follow",
  summary: "Move the planned tests that time or a new version made stale",
  permission: jobsOwn,
  systemOnly: "Test plans follow by themselves.",
  input: z.strictObject({}),
  timeoutMs: 300_000,
  run: async (context) => {
    const tests = await context.tx.plannedTest.findMany({
      where: { retiredAt: null },
      orderBy: [{ systemId: "asc" }, { number: "asc" }],
    });
    const { moved, changes } = await judgeAgain(context, tests);
    return {
      result: { moved: moved.length },
      changes: [...changes, ...(await weighControls(context, moved))],
    };
  },
});

async function judgeAgain(context: Context, tests: readonly PlannedTest[]) {
  const ground = await groundOf(context);
  const [after, moved, changes]: [PlannedTest[], PlannedTest[], Change[]] = [[], [], []];
  for (const [systemId, own] of Map.groupBy(tests, (one) => one.systemId)) {
    const inUse = await partsInUse(context.tx, systemId);
    for (const before of own) {
      const now = await judged(ground, before, inUse);
      if (same(judgementIn(before), now)) {
        after.push(before);
        continue;
      }
      const written = await context.tx.plannedTest.update({
        where: { id: before.id },
        data: { ...judgementData(now), version: { increment: 1 } },
      });
      after.push(written);
      moved.push(written);
      changes.push({ ...plannedChange(before, written), action: "planned-tests.judge" });
      await tellOwner(context, before, written);
    }
  }
  return { after, moved, changes };
}

function same(one: Judgement, other: Judgement): boolean {
  return (
    one.state === other.state &&
    one.runId === other.runId &&
    one.dueOn === other.dueOn &&
    one.testedOn === other.testedOn &&
    one.reason === other.reason
  );
}

/** Returns a judgement as a planned test keeps it. */
export function judgementData({ state, reason, runId, testedOn, dueOn }: Judgement) {
  return {
    ...{ state, stateReason: reason, runId },
    ...{ testedOn: storedDay(testedOn), dueOn: storedDay(dueOn) as Date },
  };
}

// Told once when it is no longer met; what comes after is told by reminders.
async function tellOwner(
  context: Context,
  before: PlannedTest,
  { id, number, title, state, ownerId }: PlannedTest,
) {
  if (state === "met" || state === before.state) return;
  await notify(context, {
    title: `${plannedRef(number)} ${title}: ${state}`,
    ...{ subjectType: "planned-tests", subjectId: id, personIds: [ownerId] },
  });
}
