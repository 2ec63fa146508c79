import { zoned } from "@/lib/platform/time/zoned";

/** Returns a stored calendar day as YYYY-MM-DD, or null. */
export function dayText(day: Date | null): string | null {
  return day ? day.toISOString().slice(0, 10) : null;
}

/** Returns a calendar day as the database stores it (midnight UTC), or null. */
export function storedDay(text: string | null): Date | null {
  return text === null ? null : new Date(`${text}T00:00:00Z`);
}

/** Returns the calendar day on which this instant falls in a time zone, as YYYY-MM-DD. */
export function dayIn(timeZone: string, instant: Date): string {
  return zoned(instant, timeZone).day;
}

/** Returns the day so many days later, as YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
