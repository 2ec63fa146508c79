import type { CoverageState } from "@/lib/domain/controls/coverage/schema";
import type { DutyState } from "@/lib/domain/duties/schema";

/** Returns how a duty stands, from how far each thing it asks is covered and whether anything is planned. */
export function dutyState(covered: readonly CoverageState[], planned: boolean): DutyState {
  const asked = covered.filter((state) => state !== "excluded");
  if (asked.length === 0) return "excluded";
  const done = asked.filter((state) => state === "confirmed" || state === "inferred");
  if (done.length === asked.length)
    return asked.every((state) => state === "confirmed") ? "confirmed" : "inferred";
  if (done.length > 0) return "partly";
  return planned ? "planned" : "open";
}

/** Returns the day by which a duty is to be done: its practical date, or the day given where that has come (YYYY-MM-DD). */
export function dueFor(practicalFrom: string | null, today: string, soon: string): string {
  return practicalFrom !== null && practicalFrom > today ? practicalFrom : soon;
}
