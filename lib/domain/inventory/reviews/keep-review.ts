import "server-only";
import type * as z from "zod";
import { assertAhead, authorOf, todayOf } from "@/lib/domain/inventory/references";
import { type Cadence, reviewFields } from "@/lib/domain/inventory/reviews/schema";
import { cadenceSetting } from "@/lib/domain/inventory/reviews/settings";
import { readSetting } from "@/lib/domain/organization/settings/setting";
import type { Context } from "@/lib/platform/operation/operation";
import { addDays, storedDay } from "@/lib/platform/time/day";

type Said = { [K in keyof typeof reviewFields]: z.output<(typeof reviewFields)[K]> };

interface Reviewed {
  subjectType: string;
  subjectId: string;
  unitId: string;
}

/** What a review over any door says; without an outcome the facts are confirmed. */
export const reviewInput = {
  ...reviewFields,
  outcome: reviewFields.outcome.default("confirmed"),
  nextReviewOn: reviewFields.nextReviewOn.default(null),
};

/** Returns the day of the next review: the one that was given, or by the cadence for the criticality. Throws Invalid for a day past. */
export async function nextReviewOf(
  context: Context,
  criticality: string | null,
  given: string | null,
): Promise<string> {
  if (given !== null) {
    await assertAhead(context, given);
    return given;
  }
  const { value } = await readSetting(context.tx, cadenceSetting);
  return addDays(await todayOf(context), value[(criticality ?? "unknown") as keyof Cadence] ?? value.unknown);
}

/** Keeps a review as a record of its own. */
export async function keepReview(
  { tx, actor }: Context,
  subject: Reviewed,
  { outcome, note, nextReviewOn }: Omit<Said, "nextReviewOn"> & { nextReviewOn: string },
): Promise<void> {
  await tx.inventoryReview.create({
    data: {
      ...subject,
      outcome,
      note,
      nextReviewOn: storedDay(nextReviewOn) as Date,
      reviewedById: authorOf(actor),
    },
  });
}
