import "server-only";
import { reviewRefusal } from "@/lib/domain/inventory/rules";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

/** Returns who is named as the author of a record; records that the system makes name nobody. */
export function authorOf(actor: Actor): string {
  return actor.personId ?? "00000000-0000-0000-0000-000000000000";
}

/** Throws Forbidden unless the actor may do this to a record of that unit, which they see already. */
export function assertMay({ actor, units }: Context, unitId: string): void {
  if (actor.kind === "system" || units.includes(unitId)) return;
  throw new Forbidden("You can read this record but not change it. Ask the unit that keeps it.");
}

/** Returns the day it is in the organisation's time zone, as YYYY-MM-DD. */
export async function todayOf({ tx, now }: Context): Promise<string> {
  return dayIn(await timeZoneOf(tx), now);
}

/** Throws Invalid unless the next review lies ahead, in the organisation's time zone. */
export async function assertAhead(context: Context, nextReviewOn: string): Promise<void> {
  const refusal = reviewRefusal(nextReviewOn, await todayOf(context));
  if (refusal) throw new Invalid([{ path: "nextReviewOn", message: refusal }]);
}
