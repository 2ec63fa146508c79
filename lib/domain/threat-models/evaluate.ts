import "server-only";
import type { Condition, Term } from "@/lib/domain/threat-models/condition";
import type { Value } from "@/lib/domain/threat-models/model";
import type { Finding } from "@/lib/domain/threat-models/schema";

/** What is known, by the names of attributes or facts; what is missing is unknown. */
export type Values = Readonly<Record<string, Value>>;

/** What conditions are asked of: an element or a flow, the flows that touch it, and the system. */
export interface Facts {
  element: { id: string; values: Values };
  /** Every flow that touches the element; for a flow, itself alone. */
  flows: readonly { id: string; values: Values }[];
  system: Values;
}

/** A fact by its name in conditions, such as element.third_party, and the element or flow it is known of. */
export interface FactValue {
  fact: string;
  /** Null for a fact of the whole system. */
  on: string | null;
  value: Value;
}

/** What a condition came to, the values that made it so, and the facts that nobody knows and it depends on. */
export interface Evaluated {
  finding: Finding;
  fired: readonly FactValue[];
  unknown: readonly FactValue[];
}

interface Held {
  /** True, false, or null where it depends on what nobody knows. */
  holds: boolean | null;
  because: readonly FactValue[];
}

/**
 * Returns what a condition comes to. A fact that nobody knows is neither yes nor no: where the answer would decide, the
 * finding is "needs_answer". A term about flows holds where it does for any flow that touches the element.
 */
export function evaluate(condition: Condition, facts: Facts): Evaluated {
  const ways = condition.map((terms) => holdsAll(terms.map((term) => held(term, facts))));
  const firm = ways.filter(({ holds }) => holds === true);
  if (firm.length > 0)
    return { finding: "open", fired: once(firm.flatMap(({ because }) => because)), unknown: [] };
  const because = once(ways.filter(({ holds }) => holds === null).flatMap((way) => way.because));
  const unknown = because.filter(({ value }) => value === null);
  if (unknown.length === 0) return { finding: "silent", fired: [], unknown: [] };
  return { finding: "needs_answer", fired: because.filter(({ value }) => value !== null), unknown };
}

/** Returns every fact that a condition asks, with its value where it is asked, also those that decide nothing. */
export function factsAsked(condition: Condition, { element, flows, system }: Facts): FactValue[] {
  const asked = condition.flat().flatMap((term): FactValue[] => {
    if (term.scope === "element") return [factOf(term, element.values[term.name] ?? null, element.id)];
    if (term.scope === "system") return [factOf(term, system[term.name] ?? null, null)];
    return flows.map(({ id, values }) => factOf(term, values[term.name] ?? null, id));
  });
  return once(asked);
}

function holdsAll(terms: readonly Held[]): Held {
  if (terms.some(({ holds }) => holds === false)) return { holds: false, because: [] };
  const holds = terms.every((term) => term.holds === true) ? true : null;
  return { holds, because: terms.flatMap(({ because }) => because) };
}

function held(term: Term, { element, flows, system }: Facts): Held {
  if (term.scope !== "flow") {
    const { id, values } = term.scope === "element" ? element : { id: null, values: system };
    const value = values[term.name] ?? null;
    return { holds: tested(term, value), because: [factOf(term, value, id)] };
  }
  const each = flows.map(({ id, values }) => {
    const value = values[term.name] ?? null;
    return { holds: tested(term, value), fact: factOf(term, value, id) };
  });
  const firm = each.filter(({ holds }) => holds === true);
  const open = each.filter(({ holds }) => holds === null);
  const holds = firm.length > 0 ? true : open.length > 0 ? null : false;
  return { holds, because: (holds ? firm : open).map(({ fact }) => fact) };
}

function factOf({ scope, name }: Term, value: Value, on: string | null): FactValue {
  return { fact: `${scope}.${name}`, on, value };
}

function tested({ test, negated }: Term, value: Value): boolean | null {
  if (value === null) return null;
  const holds =
    test.is === "true"
      ? value === true
      : test.is === "in"
        ? test.words.includes(String(value).toLowerCase())
        : Number(value) > test.number;
  return holds !== negated;
}

function once(facts: readonly FactValue[]): FactValue[] {
  if (facts.length < 2) return [...facts];
  return [...new Map(facts.map((one) => [`${one.fact} ${one.on ?? ""}`, one])).values()];
}
