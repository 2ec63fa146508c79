import "server-only";
import type { Transaction } from "@/lib/platform/database/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";

/** Writes what people of the demo say of requirements: which do not apply to a unit, and which they found fulfilled. */
export async function loadCoverage(
  tx: Transaction,
  { coverage: { exclusions, findings } }: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<void> {
  const made = ({ unit, by, daysAgo }: { unit: string; by: string; daysAgo: number }) => ({
    ...{ unitId: ids.unit(unit), createdById: ids.person(by), createdAt: calendar.ago(daysAgo) },
  });
  await tx.statementDeviation.createMany({
    data: exclusions.map(({ framework, ref, reason, ...one }) => ({ framework, ref, reason, ...made(one) })),
  });
  await tx.requirementFinding.createMany({
    data: findings.map(({ framework, ref, reason, controls, ...one }) => ({
      ...{ framework, ref, reason, verdict: "fulfilled", ...made(one) },
      controlIds: controls.map((key) => demoId("controls", key)),
    })),
  });
}
