import "server-only";
import { recordTest } from "@/lib/domain/controls/commands/record-test";
import { todayOf } from "@/lib/domain/controls/queries/control";
import { plannedRef } from "@/lib/domain/test-runs/plans/schema";
import type { Change } from "@/lib/platform/audit/change";
import type { Control, PlannedTest } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

/**
 * Records what planned tests say of the controls that they are evidence for, as tests of them. One that fails is a failure; one
 * that is not met ends an earlier pass; a pass takes all of them, and is left to the checks of a control where it has its own.
 */
export async function weighControls(context: Context, tests: readonly PlannedTest[]): Promise<Change[]> {
  const ids = [...new Set(tests.flatMap(({ controlIds }) => controlIds))];
  if (ids.length === 0) return [];
  const { tx } = context;
  const controls = await tx.control.findMany({
    where: {
      ...{ id: { in: ids }, status: { notIn: ["planned", "not-applicable"] } },
      unitId: { in: tests.map(({ unitId }) => unitId) },
    },
    orderBy: { number: "asc" },
  });
  const plans = await tx.plannedTest.findMany({
    where: { controlIds: { hasSome: controls.map(({ id }) => id) }, retiredAt: null },
    orderBy: { number: "asc" },
  });
  const linked = await tx.controlCheck.findMany({
    where: { controlId: { in: controls.map(({ id }) => id) }, removedAt: null },
    select: { controlId: true },
  });
  const checked = new Set(linked.map(({ controlId }) => controlId));
  const today = await todayOf(context);
  const changes: Change[] = [];
  for (const control of controls) {
    const own = plans.filter(({ controlIds }) => controlIds.includes(control.id));
    const shown = resultFor(control, own, { today, checked: checked.has(control.id) });
    if (!shown) continue;
    const { change } = await recordTest(context, control, control.version, shown);
    changes.push({ ...change, action: "controls.test" });
  }
  return changes;
}

/** What a test of a control came to, as the control keeps it. */
interface Result {
  outcome: "passed" | "failed" | "not-run";
  testedOn: string;
  note: string;
}

function resultFor(
  control: Control,
  plans: readonly PlannedTest[],
  { today, checked }: { today: string; checked: boolean },
): Result | null {
  const failing = plans.find(({ state }) => state === "failing");
  if (failing) {
    const testedOn = dayText(failing.testedOn) ?? today;
    return control.lastOutcome === "failed" || isOlder(testedOn, control)
      ? null
      : { outcome: "failed", testedOn, note: noteOf(failing) };
  }
  const open = plans.find(({ state }) => state !== "met");
  if (open)
    return control.lastOutcome === "passed" && control.status === "operating"
      ? { outcome: "not-run", testedOn: today, note: noteOf(open) }
      : null;
  const newest = plans
    .map(({ testedOn }) => dayText(testedOn) ?? "")
    .toSorted()
    .at(-1);
  const last = plans.find(({ testedOn }) => dayText(testedOn) === newest);
  const known = control.lastOutcome === "passed" && dayText(control.lastTestedOn) === newest;
  if (!last || !newest || checked || known || isOlder(newest, control)) return null;
  return { outcome: "passed", testedOn: newest, note: noteOf(last) };
}

// An older run than the newest test decides nothing; that a test was not run is no result that it could be older than.
function isOlder(day: string, { lastOutcome, lastTestedOn }: Control): boolean {
  const newest = dayText(lastTestedOn);
  return lastOutcome !== "not-run" && newest !== null && day < newest;
}

function noteOf({ number, title, state, stateReason }: PlannedTest): string {
  return `${plannedRef(number)} ${title}, ${state}: ${stateReason}`.slice(0, 4_000);
}
