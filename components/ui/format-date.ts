import { zoned } from "@/lib/platform/time/zoned";

const dayMs = 86_400_000;

/** Whole days from today (in the zone) until a calendar day; negative when it has passed. */
export function daysUntil(day: string, zone: string, now = Date.now()): number {
  return Math.round(
    (Date.parse(`${day.slice(0, 10)}T00:00:00Z`) - Date.parse(`${zoned(now, zone).day}T00:00:00Z`)) / dayMs,
  );
}

/** Says how far away a calendar day is: "in 3 days", "2 months ago". */
export function relativeDay(day: string, zone: string): string {
  const days = daysUntil(day, zone);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const size = Math.abs(days);
  if (size < 14) return words.format(days, "day");
  if (size < 60) return words.format(Math.round(days / 7), "week");
  if (size < 730) return words.format(Math.round(days / 30.44), "month");
  return words.format(Math.round(days / 365.25), "year");
}
