import type { Report } from "@/lib/platform/report/model";
import { formatDay as formatCalendarDay } from "@/lib/platform/time/format-day";
import { zoned } from "@/lib/platform/time/zoned";

/** The thin space that groups digits: the grouping every country reads the same way (ISO 80000-1). */
const GROUP = "\u202f";

/** Returns the day in the zone as "23 Nov 2026"; throws RangeError for an unknown zone. */
export function formatDay(date: Date, timeZone: string): string {
  return formatCalendarDay(zoned(date, timeZone).day);
}

/** Returns the minute in the zone as "23 Nov 2026, 14:05 (Europe/Berlin)"; throws as `formatDay`. */
export function formatInstant(date: Date, timeZone: string): string {
  const { day, clock } = zoned(date, timeZone);
  return `${formatCalendarDay(day)}, ${clock} (${timeZone})`;
}

/** Returns when a report's content held: the day, or the minute unless it is of a whole day. */
export function formatAsOf({
  asOf,
  timeZone,
  wholeDay,
}: Pick<Report, "asOf" | "timeZone" | "wholeDay">): string {
  return wholeDay ? formatDay(asOf, timeZone) : formatInstant(asOf, timeZone);
}

/** Returns the number with a point, grouped in threes from five digits on, rounded only if asked to. */
export function formatNumber(value: number, digits?: number): string {
  if (!Number.isFinite(value)) return "–";
  const text = digits === undefined ? String(value) : value.toFixed(digits);
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  if (whole === undefined || whole.length < 5 || rest?.includes("e")) return text.replace("-", "−");
  return `${sign ? "−" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, GROUP)}${rest}`;
}
