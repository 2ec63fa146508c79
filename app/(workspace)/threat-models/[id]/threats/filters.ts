import { ahead } from "@/lib/domain/my-work/rules";
import { addDays } from "@/lib/platform/time/day";
import type { ShownThreat } from "../read-model";

/** More in one page nobody reads; the filters narrow down. */
export const mostShown = 300;

const keys = ["q", "state", "element", "family", "category", "drift", "acceptance"] as const;

type Filters = Partial<Record<(typeof keys)[number], string>>;

/** What can be asked about the acceptance of threats; how far ahead it is looked for one that ends, as in My work. */
export const acceptances = [
  { value: "asked", label: "Acceptance asked for" },
  { value: "in-force", label: "Acceptance in force" },
  { value: "ends", label: `Acceptance ends within ${ahead.acceptances} days` },
] as const;

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

/** Returns whether a threat is what the filters ask for; today is YYYY-MM-DD. */
export function fits(threat: ShownThreat, { q, element, acceptance, ...wanted }: Filters, today: string) {
  const { ref, title, ruleId, sources, elementIds, state, family, category, drift } = threat;
  const text = [ref, title, ruleId, ...sources.map((source) => source.id)].join(" ").toLowerCase();
  const words = (q ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const values: Record<string, string | null> = { state, family, category, drift };
  return (
    words.every((word) => text.includes(word)) &&
    (!element || elementIds.includes(element)) &&
    (!acceptance || isSo(threat.acceptance, acceptance, today)) &&
    Object.entries(wanted).every(([key, value]) => values[key] === value)
  );
}

function isSo({ asked, accepted }: ShownThreat["acceptance"], wanted: string, today: string): boolean {
  if (wanted === "asked") return asked !== null;
  const last = accepted?.until ?? null;
  if (wanted === "ends") return last !== null && last <= addDays(today, ahead.acceptances);
  return accepted !== null;
}
