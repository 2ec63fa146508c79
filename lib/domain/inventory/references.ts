import "server-only";
import { reviewRefusal } from "@/lib/domain/inventory/rules";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { type FieldProblem, Forbidden, Invalid } from "@/lib/platform/errors/public-error";
import type { Context } from "@/lib/platform/operation/operation";
import { dayIn } from "@/lib/platform/time/day";

/** Returns a problem unless the actor may do this in that unit; foreign and absent look alike. */
export async function unitProblems(
  { tx, units, actor }: Context,
  unitId: string | undefined,
): Promise<FieldProblem[]> {
  if (unitId === undefined) return [];
  const own =
    actor.kind === "system" ? (await tx.unit.count({ where: { id: unitId } })) === 1 : units.includes(unitId);
  const message = "There is no such business unit where you may do this. Choose another.";
  return own ? [] : [{ path: "unitId", message }];
}

/** Returns a problem for each field that names somebody without an account that may be used. */
export async function personProblems(
  { tx }: Context,
  people: Readonly<Record<string, string | null | undefined>>,
): Promise<FieldProblem[]> {
  const named = Object.entries(people).filter((entry): entry is [string, string] => Boolean(entry[1]));
  if (named.length === 0) return [];
  const found = await tx.person.findMany({
    where: { id: { in: named.map(([, id]) => id) }, status: { not: "disabled" } },
    select: { id: true },
  });
  const known = new Set(found.map(({ id }) => id));
  return named
    .filter(([, id]) => !known.has(id))
    .map(([path]) => ({ path, message: "There is no such person. Choose somebody with an account." }));
}

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
