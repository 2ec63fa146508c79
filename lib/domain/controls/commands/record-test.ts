import "server-only";
import { controlChange, writeControl } from "@/lib/domain/controls/commands/write-control";
import { controlRef, statusAfterTest } from "@/lib/domain/controls/rules";
import { labelOfOutcome } from "@/lib/domain/controls/schema";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Control } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays, storedDay } from "@/lib/platform/time/day";

interface TestResult {
  outcome: "passed" | "failed" | "error" | "not-run";
  /** YYYY-MM-DD. */
  testedOn: string;
  note: string;
}

/**
 * Writes the result of a test of a control that still has the version that was seen, and what follows for it: its status, when it
 * is tested next, the end of what a person had decided about its operation. Its owner is told of whatever is no pass.
 */
export async function recordTest(
  context: Pick<Context, "tx" | "actor" | "units" | "now">,
  before: Control,
  version: number,
  { outcome, testedOn, note }: TestResult,
): Promise<{ after: Control; change: Change }> {
  await context.tx.controlTest.createMany({
    data: {
      ...{ controlId: before.id, unitId: before.unitId, outcome, note },
      testedOn: storedDay(testedOn) ?? context.now,
      testedById: authorOf(context.actor),
    },
  });
  const shown = outcome === "passed" || outcome === "failed";
  const after = await writeControl(context, before, version, {
    status: statusAfterTest(before.status, outcome),
    lastOutcome: outcome,
    lastTestedOn: storedDay(testedOn),
    ...(shown ? { nextTestOn: storedDay(addDays(testedOn, before.testEveryDays)) } : {}),
    ...{ operation: null, operationReason: null },
  });
  if (outcome !== "passed")
    await notify(context, {
      title: `Test of ${controlRef(before.number)} ${before.title}: ${labelOfOutcome(outcome)}`,
      subjectType: "controls",
      subjectId: before.id,
      personIds: [before.ownerId],
    });
  return { after, change: controlChange(before, after, { note }) };
}
