import "server-only";
import { v5 } from "uuid";
import { addDays, dayIn, storedDay } from "@/lib/platform/time/day";

// Names the demo's records in the space of ids, so that the same file loads to the same ids everywhere.
const namespace = "8f0c7a9e-6a53-4d0e-9d5f-2b1f6f1f4c11";

/** Returns the id of a demo record: always the same for the same kind and key. */
export function demoId(kind: string, key: string): string {
  return v5(`${kind}/${key}`, namespace);
}

/** The day of loading, from which the files count. */
export interface Calendar {
  /** The instant so many days ago, in working hours. */
  ago(days: number): Date;
  /** The stored calendar day that the file means, or null. */
  day(when: { inDays: number } | { daysAgo: number } | null | undefined): Date | null;
}

/** Returns a calendar that counts from this instant in a time zone. */
export function calendarFrom(now: Date, timeZone: string): Calendar {
  const today = dayIn(timeZone, now);
  return {
    ago: (days) => new Date(Math.min(now.getTime(), Date.parse(`${addDays(today, -days)}T09:30:00Z`))),
    day: (when) => (when ? storedDay(addDays(today, "inDays" in when ? when.inDays : -when.daysAgo)) : null),
  };
}
