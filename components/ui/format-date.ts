import { dayIn } from "@/lib/platform/time/day";

const dayMs = 86_400_000;

/** Says how far away a calendar day is from today in the zone: "in 3 days", "2 months ago". */
export function relativeDay(day: string, zone: string): string {
  const midnight = (one: string) => Date.parse(`${one.slice(0, 10)}T00:00:00Z`);
  const days = Math.round((midnight(day) - midnight(dayIn(zone, new Date()))) / dayMs);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const size = Math.abs(days);
  if (size < 14) return words.format(days, "day");
  if (size < 60) return words.format(Math.round(days / 7), "week");
  if (size < 730) return words.format(Math.round(days / 30.44), "month");
  return words.format(Math.round(days / 365.25), "year");
}
