import "server-only";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import type { GateCondition } from "@/lib/platform/registry/contributions";
import { dayIn, storedDay } from "@/lib/platform/time/day";

/** The condition that tasks offer to gates: none on the system itself is past its due date. */
export const noOverdueTask: GateCondition = {
  key: "tasks.overdue",
  label: "No task on it is overdue",
  async check({ tx, now }, { id }) {
    const today = storedDay(dayIn(await timeZoneOf(tx), now)) ?? now;
    const late = await tx.task.findMany({
      where: { subjectType: "systems", subjectId: id, doneAt: null, dueOn: { lt: today } },
      select: { title: true },
      orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    });
    if (late.length === 0) return { state: "holds", found: "None is." };
    const found = `Overdue: ${late.map(({ title }) => title).join(", ")}.`;
    return { state: "fails", found, mend: `/tasks?subject=${id}` };
  },
};
