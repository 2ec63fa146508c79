import "server-only";
import { risksEdit } from "@/lib/domain/risks/access";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { assertCan, findRisk, situationOf } from "@/lib/domain/risks/queries/risk";
import { riskRef } from "@/lib/domain/risks/rules";
import { addTask, assertAssignable } from "@/lib/domain/tasks/commands/add-task";
import { taskFields, taskRecord } from "@/lib/domain/tasks/schema";
import { command } from "@/lib/platform/operation/operation";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";

/** Adds a task to the treatment of a risk; its assignee is told. */
export const addRiskTask = command({
  name: "risks.addTask",
  summary: "Add a task to a risk",
  permission: risksEdit,
  input: createInput(taskFields).extend({ id: recordVersion.id }),
  output: taskRecord,
  run: async (context, { id, ...input }) => {
    const risk = await findRisk(context, id);
    assertCan(
      "edit",
      context.actor,
      risk.unitId,
      situationOf(context.actor, risk, null, await groundOf(context)),
    );
    await assertAssignable(context, input.assigneeId, risk.unitId);
    const subject = { type: "risks", id, unitId: risk.unitId, name: riskRef(risk.number) };
    const { task, change } = await addTask(context, { subject, ...input });
    return { result: { id: task.id, title: task.title, version: task.version }, change };
  },
});
