import type { Relationship, Requirement, Route, Start } from "@/lib/domain/frameworks/schema";
import { formatDay } from "@/lib/platform/time/format-day";

/** No date of application. */
export const undated: Start = { date: null, annex_iii: null, annex_i: null };

const day = /^\d{4}-\d\d-\d\d$/;

/** Returns the dates that a cell such as "annex_iii:2027-12-02;annex_i:2028-08-02" states, or null when it cannot be read. */
export function readStart(cell: string): Start | null {
  const start: Start = { ...undated };
  if (cell === "") return start;
  if (isDay(cell)) return { ...start, date: cell };
  for (const part of cell.split(";")) {
    const [route, date, ...more] = part.split(":");
    if ((route !== "annex_iii" && route !== "annex_i") || start[route] !== null) return null;
    if (date === undefined || !isDay(date) || more.length > 0) return null;
    start[route] = date;
  }
  return start;
}

function isDay(text: string): boolean {
  return day.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

/** Returns the dates as the reference files write them, or null where there is none. */
export function writeStart({ date, annex_iii, annex_i }: Start): string | null {
  if (date !== null) return date;
  const parts = [annex_iii && `annex_iii:${annex_iii}`, annex_i && `annex_i:${annex_i}`].filter(Boolean);
  return parts.length > 0 ? parts.join(";") : null;
}

/** Returns the dates in words, "2 Dec 2027 (Annex III), 2 Aug 2028 (Annex I)", or null where there is none. */
export function formatStart({ date, annex_iii, annex_i }: Start): string | null {
  if (date !== null) return formatDay(date);
  const parts = [
    annex_iii && `${formatDay(annex_iii)} (Annex III)`,
    annex_i && `${formatDay(annex_i)} (Annex I)`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : null;
}

type Dated = Pick<Requirement, "appliesFrom" | "practicalFrom">;

/**
 * Returns from when a requirement applies by a route: the formal date, and the later one of its effect (the formal
 * one again where they are the same).
 */
export function datesOn({ appliesFrom, practicalFrom }: Dated, route: Route | null) {
  const formal = on(appliesFrom, route);
  return { formal, practical: on(practicalFrom, route) ?? formal };
}

function on(start: Start, route: Route | null): string | null {
  return (route && start[route]) ?? start.date;
}

/** Tells whether a requirement has a date of its own for the route. */
export function isDatedBy({ appliesFrom, practicalFrom }: Dated, route: Route): boolean {
  return appliesFrom[route] !== null || practicalFrom[route] !== null;
}

const turned: Record<Relationship, Relationship> = {
  equal: "equal",
  superset: "subset",
  subset: "superset",
  intersects: "intersects",
  none: "none",
};

/** Returns what the target is to the source, given what the source is to the target. */
export function turnedRound(relationship: Relationship): Relationship {
  return turned[relationship];
}

/**
 * Tells whether fulfilling the first requirement fulfils the second, given what the first is to the second: only what
 * is equal carries, or a superset towards its subset (NIST IR 8477).
 */
export function carriesOver(relationship: Relationship): boolean {
  return relationship === "equal" || relationship === "superset";
}
