import type { RoleState } from "@/lib/domain/programme-roles/schema";

/** One appointment as the rules look at it; days as text, the last one included. */
export interface Holding {
  unitId: string;
  since: string;
  until: string | null;
  /** Whether the person can act: a disabled account fills no role. */
  active: boolean;
}

/** When an appointment counts: it runs, is yet to come, or has ended. */
export function timeOf({ since, until }: Pick<Holding, "since" | "until">, today: string) {
  if (since > today) return "coming";
  return until !== null && until < today ? "past" : "now";
}

/**
 * Returns what fills a role in a unit today: its own holders, else those of the nearest unit above that has any, else
 * nobody. `path` names the units from the unit itself up to the top.
 */
export function filledBy<H extends Holding>(
  holdings: readonly H[],
  path: readonly string[],
  today: string,
): { state: RoleState; unitId: string | null; holders: H[] } {
  for (const [i, unitId] of path.entries()) {
    const holders = holdings.filter(
      (one) => one.unitId === unitId && one.active && timeOf(one, today) === "now",
    );
    if (holders.length > 0) return { state: i === 0 ? "held" : "inherited", unitId, holders };
  }
  return { state: "vacant", unitId: null, holders: [] };
}

/** Returns whether two appointments share a day. */
export function overlaps(
  one: Pick<Holding, "since" | "until">,
  other: Pick<Holding, "since" | "until">,
): boolean {
  return (one.until ?? "9999") >= other.since && (other.until ?? "9999") >= one.since;
}

/** Returns what is wrong with the days of an appointment, in words that say what to do, or null. */
export function daysProblem({ since, until }: Pick<Holding, "since" | "until">): string | null {
  return until !== null && until < since
    ? `The last day lies before the first, ${since}. Choose that day or a later one.`
    : null;
}
