import "server-only";
import { groundOf, judged, partsInUse } from "@/lib/domain/test-runs/plans/read-runs";
import { type PlanState, plannedRef } from "@/lib/domain/test-runs/plans/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/** A test of a plan as it stands now. */
export interface StandingTest {
  id: string;
  ref: string;
  title: string;
  state: PlanState;
  reason: string;
  runId: string | null;
  testedOn: string | null;
  dueOn: string;
  limitPercent: number;
  observedPercent: number | null;
  owner: string | null;
}

const order: readonly PlanState[] = ["failing", "missing", "stale", "undecided", "met"];

/** Returns the tests that the plan of an AI system asks for, judged now, the worst first; empty where there is no plan. */
export async function planOf(
  context: Pick<Context, "tx" | "now">,
  systemId: string,
  visible: Prisma.PlannedTestWhereInput = {},
): Promise<StandingTest[]> {
  const tests = await context.tx.plannedTest.findMany({
    where: { AND: [{ systemId, retiredAt: null }, visible] },
    include: { owner: { select: { name: true } } },
    orderBy: { number: "asc" },
  });
  if (tests.length === 0) return [];
  const [ground, inUse] = [await groundOf(context), await partsInUse(context.tx, systemId)];
  const standing: StandingTest[] = [];
  for (const { owner, ...test } of tests) {
    const now = await judged(ground, test, inUse);
    standing.push({
      ...now,
      ...{ id: test.id, ref: plannedRef(test.number), title: test.title },
      ...{ limitPercent: test.limitPercent, owner: owner?.name ?? null },
    });
  }
  return standing.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}
