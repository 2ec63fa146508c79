import { TZDate } from "@date-fns/tz";

/** Returns the instant at which a calendar day (YYYY-MM-DD) ends in a time zone. */
export function endOfDay(day: string, timeZone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(new TZDate(year, month - 1, date + 1, 0, 0, 0, timeZone).getTime());
}
