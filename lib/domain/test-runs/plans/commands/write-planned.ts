import "server-only";
import * as z from "zod";
import { assertMay } from "@/lib/domain/test-runs/access";
import { plannedTestsEdit } from "@/lib/domain/test-runs/plans/access";
import { assertFits } from "@/lib/domain/test-runs/plans/commands/check-planned";
import { judgementData, judgePlan } from "@/lib/domain/test-runs/plans/commands/judge-plan";
import { plannedChange } from "@/lib/domain/test-runs/plans/planned-change";
import { findPlanned } from "@/lib/domain/test-runs/plans/queries/find";
import { groundOf } from "@/lib/domain/test-runs/plans/read-runs";
import {
  changedFields,
  originField,
  plannedFields,
  plannedRecord,
  plannedRef,
  retireFields,
} from "@/lib/domain/test-runs/plans/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { PlannedTest, Prisma } from "@/lib/platform/database/generated/client";
import { Conflict } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { createInput, defined, recordVersion, updateInput } from "@/lib/platform/schema/shape";

/** Adds a test to the plan of an AI system; it is judged at once by the runs there are. */
export const createPlannedTest = command({
  name: "planned-tests.create",
  summary: "Add a test to the plan of an AI system",
  permission: plannedTestsEdit,
  input: createInput({ ...plannedFields, origin: originField }),
  output: plannedRecord,
  run: async (context, wanted) => {
    const { tx, actor } = context;
    const unitId = await assertFits(context, wanted);
    assertMay(actor, plannedTestsEdit, unitId);
    const { today } = await groundOf(context);
    const missing = { state: "missing", reason: "", runId: null, testedOn: null, dueOn: today } as const;
    const made = await tx.plannedTest.create({
      data: { ...wanted, unitId, ...judgementData(missing), createdById: authorOf(actor) },
    });
    const judged = await judgePlan(context, made.systemId);
    const after = await findPlanned(context, made.id);
    return { result: plannedAnswer(after), changes: [plannedChange(null, made), ...judged] };
  },
});

/** Changes a planned test; it is judged again by what it asks for now. */
export const updatePlannedTest = command({
  name: "planned-tests.update",
  summary: "Change a planned test",
  permission: plannedTestsEdit,
  input: updateInput(changedFields),
  output: plannedRecord,
  run: async (context, { id, version, ...changes }) => {
    const before = await forChange(context, id);
    const wanted = { ...before, ...defined(changes) };
    await assertFits(context, wanted);
    const after = await write(context, before, version, defined(changes));
    const judged = await judgePlan(context, before.systemId);
    const now = await findPlanned(context, id);
    return { result: plannedAnswer(now), changes: [plannedChange(before, after), ...judged] };
  },
});

/** Takes a test out of the plan, with the reason; what it showed stays. */
export const retirePlannedTest = command({
  name: "planned-tests.retire",
  summary: "Take a test out of the plan of an AI system",
  permission: plannedTestsEdit,
  input: z.strictObject({ ...recordVersion, ...retireFields }),
  output: plannedRecord,
  run: async (context, { id, version, reason: retiredReason }) => {
    const before = await forChange(context, id);
    const after = await write(context, before, version, { retiredAt: context.now, retiredReason });
    return { result: plannedAnswer(after), change: plannedChange(before, after) };
  },
});

async function forChange(context: Context, id: string): Promise<PlannedTest> {
  const found = await findPlanned(context, id);
  assertMay(context.actor, plannedTestsEdit, found.unitId);
  if (found.retiredAt) throw new Conflict("It is planned no more. Add another test to the plan.");
  return found;
}

async function write(
  context: Context,
  { id }: PlannedTest,
  version: number,
  data: Prisma.PlannedTestUncheckedUpdateManyInput,
): Promise<PlannedTest> {
  const [after] = await context.tx.plannedTest.updateManyAndReturn({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  await assertWon({ count: after ? 1 : 0 }, () => findPlanned(context, id));
  return after as PlannedTest;
}

function plannedAnswer({ id, number, title, state, version }: PlannedTest) {
  return { id, ref: plannedRef(number), title, state, version };
}
