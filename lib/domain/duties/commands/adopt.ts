import "server-only";
import * as z from "zod";
import { controlsEdit } from "@/lib/domain/controls/access";
import { adoptInto } from "@/lib/domain/controls/commands/adopt-controls";
import { systemWithFacts } from "@/lib/domain/controls/queries/applicability";
import { placeOf, spotsOf } from "@/lib/domain/controls/queries/coverage-ground";
import { libraryInForce } from "@/lib/domain/controls/queries/library-in-force";
import { libraryFor } from "@/lib/domain/duties/queries/duties";
import { dueFor } from "@/lib/domain/duties/rules";
import { adoptFields } from "@/lib/domain/duties/schema";
import { actInForce } from "@/lib/domain/frameworks/queries/in-force";
import { classificationsEdit } from "@/lib/domain/obligations/access";
import { type Duty, dutiesOfSystems } from "@/lib/domain/obligations/queries/duties";
import { todayOf } from "@/lib/domain/programme-roles/queries";
import { tasksEdit } from "@/lib/domain/tasks/access";
import { addTask, assertAssignable } from "@/lib/domain/tasks/commands/add-task";
import { authorOf, may } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { createInput } from "@/lib/platform/schema/shape";
import { addDays } from "@/lib/platform/time/day";

/**
 * Takes duties of a system on: adopts the controls of the library that carry them out, as planned, and adds a task for each with
 * the day from which it can have effect. A duty that has a task already gets no second one.
 */
export const adoptDuties = command({
  name: "duties.adopt",
  summary: "Take duties of an AI system on, as controls and tasks with due dates",
  permission: classificationsEdit,
  input: createInput(adoptFields),
  output: z.looseObject({ controls: z.int(), tasks: z.int(), leftOut: z.int() }),
  timeoutMs: 30_000,
  run: async (context, { systemId, keys, assigneeId, dueOn }) => {
    const { tx, actor } = context;
    const [found] = await dutiesOfSystems(context, { id: systemId });
    if (!found) throw new NotFound();
    const { system, duties } = found;
    for (const needed of [classificationsEdit, controlsEdit, tasksEdit])
      if (!may(actor, needed, system.unitId))
        throw new Forbidden("You may read this system's duties but not take them on. Ask compliance.");
    const chosen = duties.filter(({ key }) => keys.includes(key));
    const lost = keys.find((key) => !duties.some((duty) => duty.key === key));
    if (lost !== undefined)
      throw new Invalid([
        {
          path: "keys",
          message: `${lost} is no duty of this system by its answers now. Load the list again.`,
        },
      ]);
    const today = await todayOf(context);
    if (dueOn !== null && dueOn < today)
      throw new Invalid([
        { path: "dueOn", message: `The due date is in the past. Choose ${today} or a later day.` },
      ]);
    await assertAssignable(context, assigneeId, system.unitId);
    const [spot] = await spotsOf(context, await placeOf(context, { systemId }), [
      await actInForce(context.tx),
    ]);
    const { facts } = await systemWithFacts(context, systemId);
    const { controls } = await libraryInForce(tx);
    const library = [
      ...new Set(chosen.flatMap((duty) => libraryFor(controls, duty, spot, facts).map(({ key }) => key))),
    ];
    const adopted = library.length === 0 ? [] : await adoptInto(context, { keys: library, systemId });
    const held = await tx.dutyTask.findMany({ where: { systemId, dutyKey: { in: [...keys] } } });
    const fresh = chosen.filter(({ key }) => !held.some(({ dutyKey }) => dutyKey === key));
    const changes: Change[] = [...adopted];
    for (const duty of fresh) {
      const { task, change } = await addTask(context, {
        subject: {
          type: "systems",
          id: systemId,
          unitId: system.unitId,
          name: `${system.ref} ${system.name}`,
        },
        ...wordsOf(duty),
        assigneeId: assigneeId ?? system.ownerId,
        dueOn: dueOn ?? dueFor(duty.practicalFrom, today, addDays(today, 30)),
      });
      const link = await tx.dutyTask.create({
        data: {
          systemId,
          unitId: system.unitId,
          dutyKey: duty.key,
          taskId: task.id,
          createdById: authorOf(actor),
        },
      });
      const subject = { type: "duties", id: link.id, unitId: system.unitId };
      changes.push(change, { subject, before: null, after: link });
    }
    const result = { controls: adopted.length, tasks: fresh.length, leftOut: chosen.length - fresh.length };
    return { result, changes };
  },
});

function wordsOf({ ref, title, role, paraphrase, requirements }: Duty) {
  const as = role ? ` (as ${role})` : "";
  const asked = requirements.map((one) => `${one.ref} ${one.title}`).join("; ");
  return {
    title: `EU AI Act ${ref}: ${title}${as}`.slice(0, 200),
    details: [paraphrase, `Asks: ${asked}.`].filter(Boolean).join("\n").slice(0, 4_000),
  };
}
