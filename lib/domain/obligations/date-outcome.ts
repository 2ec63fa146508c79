import "server-only";
import { datesOn, isDatedBy } from "@/lib/domain/frameworks/rules";
import type { Requirement, Route } from "@/lib/domain/frameworks/schema";

/** The dates of an outcome; both null where nothing of the Act begins. */
export interface OutcomeDates {
  appliesFrom: string | null;
  practicalFrom: string | null;
}

/**
 * Returns from when an outcome holds by the requirements it rests on. By a route, those count that have a date for it:
 * the earliest formal date and the latest practical one, since both are shown where they differ (Art. 113 of the EU AI
 * Act and Art. 49(2), read both ways). Without a route the earliest date counts.
 */
export function datesOf(requirements: readonly Requirement[], route: Route | null): OutcomeDates {
  const counted = route ? requirements.filter((one) => isDatedBy(one, route)) : requirements;
  const dates = counted.map((one) => datesOn(one, route)).filter(({ formal }) => formal !== null);
  const formal = dates.flatMap((one) => one.formal ?? []).sort();
  const practical = dates.flatMap((one) => one.practical ?? []).sort();
  return {
    appliesFrom: formal[0] ?? null,
    practicalFrom: (route ? practical.at(-1) : practical[0]) ?? null,
  };
}
