// Making a formatter costs far more than using one, and a table asks for hundreds of dates.
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Returns the calendar day (YYYY-MM-DD) and the clock time (HH:MM) of an instant in a time zone; throws RangeError for an unknown zone. */
export function zoned(instant: Date | string | number, timeZone: string): { day: string; clock: string } {
  const parts = clockOf(timeZone).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return {
    day: `${part("year")}-${part("month")}-${part("day")}`,
    clock: `${part("hour")}:${part("minute")}`,
  };
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(timeZone, made);
  return made;
}
