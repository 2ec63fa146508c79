import "server-only";
import type * as z from "zod";
import type { Transaction } from "@/lib/platform/database/client";
import type { PastDay } from "@/lib/platform/database/scope";
import { Invalid } from "@/lib/platform/errors/public-error";
import { letterhead } from "@/lib/platform/report/letterhead";
import { day } from "@/lib/platform/schema/field";
import { dayIn } from "@/lib/platform/time/day";
import { endOfDay } from "@/lib/platform/time/end-of-day";

/**
 * The field with which a query says that it can look back: it then reads the tables as they were at the end of that day
 * in the organisation's time zone, runs unchanged otherwise, and answers that nothing can be done.
 */
export const lookBack = {
  asOf: day({
    label: "asOf",
    help: "Answers with what was known at the end of this day, in the organisation's time zone.",
  })
    .optional()
    .describe(
      "Answers as of the end of this day in the organisation's time zone, such as 2026-03-01. A day to come is refused.",
    ),
};

/** Returns the day with its end by the organisation's clock; throws Invalid for a day to come. */
export async function pastDay(tx: Transaction, asOf: string, now: Date): Promise<PastDay> {
  const { timeZone } = await letterhead(tx);
  const today = dayIn(timeZone, now);
  if (asOf > today) {
    const message = `This day is yet to come. Choose ${today} or an earlier day.`;
    throw new Invalid([{ path: "asOf", message }]);
  }
  const end = new Date(endOfDay(asOf, timeZone).getTime() - 1);
  return { day: asOf, end, now: end < now ? end : now };
}

/** Returns whether the input of an operation takes a day to look back to. */
export function looksBack(input: z.ZodType): boolean {
  return "shape" in input && Object.hasOwn(input.shape as object, "asOf");
}
