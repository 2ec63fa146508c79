import type { ShownThreat } from "../read-model";

/** More in one page nobody reads; the filters narrow down. */
export const mostShown = 300;

const keys = ["q", "state", "element", "family", "category", "drift"] as const;

type Filters = Partial<Record<(typeof keys)[number], string>>;

/** Returns the filters that an address asks for. */
export function filtersIn(given: Readonly<Record<string, string | string[] | undefined>>): Filters {
  return Object.fromEntries(
    keys.flatMap((key) => (typeof given[key] === "string" && given[key] ? [[key, given[key]]] : [])),
  );
}

/** Returns how many threats a filter leaves, of how many, and how many of them are shown. */
export function titleOf(shown: number, all: number): string {
  const count = shown === all ? `${all} threats` : `${shown} of ${all} threats`;
  return shown > mostShown ? `${count}, the first ${mostShown} below` : count;
}

/** Returns whether a threat is what the filters ask for. */
export function fits(threat: ShownThreat, { q, element, ...wanted }: Filters) {
  const { ref, title, ruleId, sources, elementIds, state, family, category, drift } = threat;
  const text = [ref, title, ruleId, ...sources.map((source) => source.id)].join(" ").toLowerCase();
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const values: Record<string, string | null> = { state, family, category, drift };
  return (
    words.every((word) => text.includes(word)) &&
    (!element || elementIds.includes(element)) &&
    Object.entries(wanted).every(([key, value]) => values[key] === value)
  );
}
