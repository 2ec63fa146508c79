import "server-only";
import type { Context } from "@/lib/platform/operation/operation";

/** Returns the condition on rows of the units in which the actor has the operation's permission; the system has it in every unit. */
export function withinUnits(context: Pick<Context, "actor" | "units">): { unitId?: { in: string[] } } {
  return context.actor.kind === "system" ? {} : { unitId: { in: [...context.units] } };
}
