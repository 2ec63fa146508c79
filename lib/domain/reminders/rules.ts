import { addDays } from "@/lib/platform/time/day";

/** How many days before its date somebody is told, and how many days after it their lead is. */
export const reminderDays = { before: 7, escalated: 14 } as const;

export type ReminderStep = "soon" | "due" | "overdue" | "escalated";

/** Returns the step at which a date stands on a day, or null while it is further ahead; days are YYYY-MM-DD. */
export function stepOf(dueOn: string, today: string): ReminderStep | null {
  if (dueOn > addDays(today, reminderDays.before)) return null;
  if (dueOn > today) return "soon";
  if (dueOn === today) return "due";
  return dueOn <= addDays(today, -reminderDays.escalated) ? "escalated" : "overdue";
}
