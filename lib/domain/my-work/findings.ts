import "server-only";
import type { WorkItem } from "@/lib/domain/my-work/schema";
import { visibleTo } from "@/lib/domain/test-runs/access";
import { findingRef } from "@/lib/domain/test-runs/findings/rules";
import type { Context } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

const most = 200;
// What is said to be fixed, or was not seen again, waits for a run and not for a person.
const waiting = ["open", "confirmed", "in-progress", "reopened"];

/** Returns the findings of security tests that this person is to see to. */
export async function findingsForMe(context: Context, ownerId: string): Promise<WorkItem[]> {
  const found = await context.tx.finding.findMany({
    where: { AND: [visibleTo(context), { ownerId, state: { in: waiting } }] },
    include: { system: { select: { name: true } } },
    orderBy: [{ dueOn: "asc" }, { severityRank: "desc" }, { id: "asc" }],
    take: most,
  });
  return found.map(({ id, number, title, severity, system, dueOn }) => ({
    ...{ key: `finding-${id}`, kind: "finding" as const, title, href: `/findings/${id}` },
    ...{ detail: `${findingRef(number)}, ${severity}, ${system.name}`, dueOn: dayText(dueOn) },
  }));
}
