const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const dayMs = 86_400_000;

/** Writes a calendar day (YYYY-MM-DD) as 23 Nov 2026; anything else is returned as it is. */
export function formatDay(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(day) ?? [];
  const name = months[Number(month) - 1];
  return name ? `${Number(date)} ${name} ${year}` : day;
}

/** The calendar day (YYYY-MM-DD) and clock time (HH:MM) of an instant in a time zone. */
export function zoned(instant: string | number, zone: string): { day: string; clock: string } {
  const parts = clockOf(zone).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    clock: `${part("hour")}:${part("minute")}`,
  };
}

// Making a formatter costs far more than using one, and a table asks for hundreds of dates.
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(zone, made);
  return made;
}

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
