import type { ReminderDays } from "@/lib/domain/reminders/schema";
import { addDays } from "@/lib/platform/time/day";

export type ReminderStep = "soon" | "due" | "overdue" | "escalated";

/** Returns the step at which a date stands on a day by the days set, or null while it is further ahead; days are YYYY-MM-DD. */
export function stepOf(dueOn: string, today: string, days: ReminderDays): ReminderStep | null {
  if (dueOn > addDays(today, days.before)) return null;
  if (dueOn > today) return "soon";
  if (dueOn === today) return "due";
  return dueOn <= addDays(today, -days.escalated) ? "escalated" : "overdue";
}
