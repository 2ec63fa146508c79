import * as z from "zod";
import type { DecisionKind } from "@/lib/domain/decisions/schema";
import {
  ownThreatFields,
  type ThreatState,
  threatStateLabel,
} from "@/lib/domain/threat-models/record/schema";
import { fieldMeta } from "@/lib/platform/schema/field";

/** What the acceptance of a threat is called among the decisions. */
export const acceptanceKind = "threat-acceptance" satisfies DecisionKind;

const fact = z.object({
  fact: z.string(),
  on: z.string().nullable(),
  value: z.union([z.boolean(), z.number(), z.string()]).nullable(),
});

const score = z.int().nullable();

/** What an acceptance rests on, as its signer had it before them; scores are null where no rule suggests any. */
export const seenThreat = z.object({
  title: z.string(),
  category: z.string().nullable(),
  family: z.string().nullable(),
  elementIds: z.array(z.string()),
  fired: z.array(fact),
  unknown: z.array(fact),
  ways: z.array(z.unknown()),
  source: z.string().nullable(),
  precondition: z.string().nullable(),
  action: z.string().nullable(),
  impact: z.string().nullable(),
  asset: z.string().nullable(),
  state: z.string(),
  suggested: z.object({ likelihood: score, impact: score }),
});

export type SeenThreat = z.output<typeof seenThreat>;

const own = ["source", "precondition", "action", "impact", "asset"] as const;
const mostTold = 5;

/**
 * Returns what of a threat is not as it was when its acceptance was asked for or signed, in words: its title, place, category,
 * own words, the values that make it apply, or the scores that its rule suggests. Null where what was signed still holds.
 */
export function staleBecause(seen: SeenThreat, now: SeenThreat): string | null {
  const differs = (key: "title" | "category" | "family" | "elementIds" | "ways" | (typeof own)[number]) =>
    JSON.stringify(seen[key]) !== JSON.stringify(now[key]);
  const values = changedValues(seen, now);
  const changed = [
    ...(["title", "category", "family"] as const).filter(differs).map((key) => `the ${key}`),
    ...(differs("elementIds") ? ["what it hangs on"] : []),
    ...own.filter(differs).map((key) => `the ${fieldMeta(ownThreatFields[key]).label.toLowerCase()}`),
    ...values.slice(0, mostTold),
    ...(values.length > mostTold ? [`${values.length - mostTold} more values`] : []),
    ...(differs("ways") ? ["the path through the model"] : []),
    ...changedScores(seen, now),
  ];
  return changed.length === 0 ? null : `Changed since: ${changed.join("; ")}.`;
}

// Facts by name and place; one that is no longer asked, or newly asked, is a change as well.
function changedValues(seen: SeenThreat, now: SeenThreat): string[] {
  const read = ({ fired, unknown }: SeenThreat) =>
    new Map(
      [...fired, ...unknown].map(({ fact: name, on, value }) => [`${name} ${on ?? ""}`, { name, value }]),
    );
  const [before, after] = [read(seen), read(now)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was && is && was.value === is.value) return [];
    const name = (was ?? is)?.name.replace(/^\w+\./, "").replaceAll("_", " ");
    return [
      `${name}, from ${was ? wordOf(was.value) : "not asked"} to ${is ? wordOf(is.value) : "not asked"}`,
    ];
  });
}

function wordOf(value: boolean | number | string | null): string {
  if (value === null) return "not known";
  return value === true ? "yes" : value === false ? "no" : String(value);
}

// Where no rule suggested a score, or none does any more, there is nothing to compare.
function changedScores({ suggested: was }: SeenThreat, { suggested: is }: SeenThreat): string[] {
  return (["likelihood", "impact"] as const).flatMap((key) =>
    was[key] === null || is[key] === null || was[key] === is[key]
      ? []
      : [`the suggested ${key}, from ${was[key]} to ${is[key]}`],
  );
}

const settled: readonly string[] = ["avoided", "not-applicable", "superseded"];
/** What a threat may become while somebody is asked to accept it, without the question being another one. */
const stillAsked: readonly string[] = ["proposed", "needs-answer", "open", "accepted"];

/** Returns why the acceptance of a threat in this state cannot be asked for, and what to do; null where it can. */
export function whyNotAcceptable(state: string): string | null {
  if (!settled.includes(state)) return null;
  return `It is ${threatStateLabel(state).toLowerCase()}: there is nothing to accept. Decide it as open first, or leave it.`;
}

/** Returns why a request no longer asks what it asked, by the state that its threat came into since; null where it still does. */
export function decidedOtherwise(asked: string, now: string): string | null {
  if (now === asked || stillAsked.includes(now)) return null;
  return `Changed since: the state, from ${threatStateLabel(asked)} to ${threatStateLabel(now)}.`;
}

/** Returns the state that the facts of a threat give it once nobody carries it knowingly any more. */
export function stateByFacts({ unknown }: { unknown: unknown }): ThreatState {
  return Array.isArray(unknown) && unknown.length > 0 ? "needs-answer" : "open";
}
