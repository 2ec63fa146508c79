import type { Report } from "@/lib/platform/report/model";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The thin space that groups digits: the grouping every country reads the same way (ISO 80000-1). */
const GROUP = "\u202f";

/** Returns the day in the zone as "23 Nov 2026"; throws RangeError for an unknown zone. */
export function formatDay(date: Date, timeZone: string): string {
  const { day, month, year } = partsOf(date, timeZone);
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** Returns the minute in the zone as "23 Nov 2026, 14:05 (Europe/Berlin)"; throws as `formatDay`. */
export function formatInstant(date: Date, timeZone: string): string {
  const { hour, minute } = partsOf(date, timeZone);
  return `${formatDay(date, timeZone)}, ${hour}:${minute} (${timeZone})`;
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

function partsOf(date: Date, timeZone: string): Record<string, string> {
  const parts = formatterFor(timeZone).formatToParts(date);
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}
