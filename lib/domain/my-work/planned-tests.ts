import "server-only";
import { ahead } from "@/lib/domain/my-work/rules";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { visibleTo } from "@/lib/domain/test-runs/access";
import { plannedInclude, toPlannedRow } from "@/lib/domain/test-runs/plans/queries/register";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays, storedDay } from "@/lib/platform/time/day";

const most = 200;

/** Returns the planned tests of this person that are not met, and those that are due soon; today is YYYY-MM-DD. */
export async function plannedTestsForMe(
  context: Context,
  ownerId: string,
  { today }: { today: string },
): Promise<WorkItem[]> {
  const soon = storedDay(addDays(today, ahead.reviews)) ?? context.now;
  const found = await context.tx.plannedTest.findMany({
    where: {
      AND: [
        visibleTo(context),
        { ownerId, retiredAt: null },
        { OR: [{ state: { not: "met" } }, { dueOn: { lte: soon } }] },
      ],
    },
    include: plannedInclude,
    orderBy: [{ dueOn: "asc" }, { id: "asc" }],
    take: most,
  });
  return found.map((one) => {
    const { id, ref, title, state, system, dueOn } = toPlannedRow(one, today);
    return {
      ...{
        key: `planned-test-${id}`,
        kind: "planned-test",
        title,
        detail: `${ref}, ${state}, ${system.name}`,
      },
      ...{ href: `/planned-tests/${id}`, dueOn },
    };
  });
}
