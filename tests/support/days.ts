import { addDays, dayIn } from "@/lib/platform/time/day";

/** Returns the calendar day (UTC) so many days from today, as YYYY-MM-DD. */
export function inDays(days: number): string {
  return addDays(dayIn("UTC", new Date()), days);
}
