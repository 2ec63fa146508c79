import "server-only";
import * as z from "zod";
import { assertMay, controlsEdit, controlsTest } from "@/lib/domain/controls/access";
import { recordTest } from "@/lib/domain/controls/commands/record-test";
import { controlAnswer, controlChange, writeControl } from "@/lib/domain/controls/commands/write-control";
import { findControl, todayOf } from "@/lib/domain/controls/queries/control";
import { controlRecord, judgementFields, testFields } from "@/lib/domain/controls/schema";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { dayText } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

/**
 * Records what came of a test; earlier results stay. A pass shows that the control operates until its next test is late, a
 * failure that it failed; its owner is told of whatever is no pass. What a person had decided about its operation ends.
 */
export const testControl = command({
  name: "controls.test",
  summary: "Record the result of a test of a control",
  permission: controlsTest,
  input: z.strictObject({ ...recordVersion, ...testFields }),
  output: controlRecord,
  run: async (context, { id, version, outcome, testedOn, note }) => {
    const { actor } = context;
    const before = await findControl(context, id);
    assertMay(actor, controlsTest, before.unitId);
    if (before.status === "planned" || before.status === "not-applicable")
      throw new Conflict("It is not in place, so nothing can be tested. Change its status first.");
    const today = await todayOf(context);
    if (testedOn > today)
      throw new Invalid([
        { path: "testedOn", message: `The test lies ahead. Choose ${formatDay(today)} or an earlier day.` },
      ]);
    const newest = dayText(before.lastTestedOn);
    if (newest !== null && testedOn < newest)
      throw new Invalid([
        {
          path: "testedOn",
          message: `A later test, of ${formatDay(newest)}, is recorded. Choose that day or a later one.`,
        },
      ]);
    const { after, change } = await recordTest(context, before, version, { outcome, testedOn, note });
    return { result: controlAnswer(after), change };
  },
});

/** Decides about the effectiveness of a control against the rule, with a reason, or gives it back to the rule. */
export const judgeControl = command({
  name: "controls.judge",
  summary: "Decide about the effectiveness of a control",
  permission: controlsEdit,
  input: z.strictObject({
    ...recordVersion,
    ...judgementFields,
    effect: judgementFields.effect.default(null),
  }),
  output: controlRecord,
  run: async (context, { id, version, side, effect, reason }) => {
    const before = await findControl(context, id);
    assertMay(context.actor, controlsEdit, before.unitId);
    if (side === "operation" && ["planned", "not-applicable"].includes(before.status))
      throw new Conflict("It is not in place, so it does not operate. Change its status first.");
    const why = effect === null ? null : reason;
    const after = await writeControl(
      context,
      before,
      version,
      side === "design" ? { design: effect, designReason: why } : { operation: effect, operationReason: why },
    );
    return { result: controlAnswer(after), change: controlChange(before, after, { reason }) };
  },
});
