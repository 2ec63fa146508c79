import "server-only";
import type { Transaction } from "@/lib/platform/database/client";
import { type Calendar, demoId } from "@/prisma/seed/demo/calendar";
import type { DemoContent } from "@/prisma/seed/demo/content";
import type { Ids } from "@/prisma/seed/demo/organisation";

/** Writes the reviews of AI systems and models of the demo. */
export async function loadReviews(
  tx: Transaction,
  { reviews, systems, models }: DemoContent,
  ids: Ids,
  calendar: Calendar,
): Promise<void> {
  const units = new Map([...systems, ...models].map(({ key, unit }) => [key, ids.unit(unit)]));
  for (const { of, by, daysAgo, nextInDays, ...said } of reviews) {
    const [subjectType, key] = Object.entries(of)[0] ?? ["", ""];
    await tx.inventoryReview.create({
      data: {
        ...said,
        ...{ subjectType, subjectId: demoId(subjectType, key), unitId: units.get(key) ?? "" },
        nextReviewOn: calendar.day({ inDays: nextInDays }) as Date,
        reviewedById: ids.person(by),
        createdAt: calendar.ago(daysAgo),
      },
    });
  }
}
