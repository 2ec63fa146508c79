"use client";
import { relativeDay } from "@/components/ui/format-date";
import { useToday, useZone } from "@/components/ui/zone";
import { formatDay } from "@/lib/platform/time/format-day";
import { zoned } from "@/lib/platform/time/zoned";

interface DateTextProps {
  /** A calendar day (YYYY-MM-DD) or an instant (ISO 8601). */
  value: string;
  /** Shows the clock time of an instant. */
  time?: boolean;
  /** Something falls due on it: a day that has passed is marked in words and colour. */
  due?: boolean;
}

/** A date as 23 Nov 2026 in the organisation's zone; how far away it is shows on hover. */
export function DateText({ value, time = false, due = false }: DateTextProps) {
  const [zone, today] = [useZone(), useToday()];
  const instant = value.length > 10;
  const { day, clock } = instant ? zoned(value, zone) : { day: value, clock: "" };
  const late = due && today !== null && day < today;
  return (
    <time
      dateTime={value}
      onPointerEnter={(event) => {
        event.currentTarget.title = `${relativeDay(day, zone)}${instant ? ` · ${clock} ${zone}` : ""}`;
      }}
      className={`whitespace-nowrap ${late ? "font-medium text-bad" : ""}`}
    >
      {formatDay(day)}
      {time && instant ? <span className="text-ink-faint"> {clock}</span> : null}
      {late ? " (overdue)" : null}
    </time>
  );
}
