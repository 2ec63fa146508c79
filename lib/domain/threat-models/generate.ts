import "server-only";
import { problemsOf } from "@/lib/domain/threat-models/check-model";
import { deriveFacts, type GivenFacts } from "@/lib/domain/threat-models/derive-facts";
import { evaluate, type Facts, type FactValue, type Values } from "@/lib/domain/threat-models/evaluate";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { findPaths, terrainOf } from "@/lib/domain/threat-models/paths/find-paths";
import type { PathFinding } from "@/lib/domain/threat-models/paths/finding";
import { byId, type Resolved, resolveModel } from "@/lib/domain/threat-models/resolve";
import { pathRules, type ThreatRule } from "@/lib/domain/threat-models/threat-rules";
import { Invalid } from "@/lib/platform/errors/public-error";

/** A threat that a rule proposes for an element or a flow, with the facts that made it so. */
interface Proposal {
  rule: ThreatRule;
  /** With the rule, what the proposal is known by: generated again, it is the same one. */
  elementId: string;
  status: "open" | "needs_answer";
  fired: readonly FactValue[];
  unknown: readonly FactValue[];
}

/** What the rules make of a model. */
export interface Generated {
  /** By element, then by rule. */
  proposals: readonly Proposal[];
  paths: readonly PathFinding[];
  system: Values;
  warnings: readonly string[];
}

/**
 * Returns what the rules propose for a model: the same for the same parts and facts, whatever their order. Throws Invalid
 * where the parts do not hold together.
 */
export function generate(
  model: ThreatModel,
  rules: readonly ThreatRule[],
  given: GivenFacts = {},
): Generated {
  const problems = problemsOf(model);
  if (problems.length > 0) throw new Invalid(problems.map((message) => ({ path: "", message })));
  const resolved = resolveModel(model);
  const terrain = terrainOf(resolved);
  const { values: system, warnings } = deriveFacts(terrain, given);
  const paths = findPaths(terrain);
  const onPaths = flowsOnPaths(paths);
  return {
    proposals: proposalsFor(resolved, rules, system).filter(
      ({ rule, elementId }) => onPaths.get(rule.id)?.has(elementId) ?? true,
    ),
    paths,
    system,
    warnings: [...warnings, ...blindSpots(model)],
  };
}

// By rule of flows that a path rule stands for: the flows of the paths that were found.
function flowsOnPaths(paths: readonly PathFinding[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { ruleId, ways } of paths) {
    const rule = pathRules().get(ruleId)?.standsFor;
    const flows = ways.flatMap((way) => way.flows);
    if (rule && flows.length > 0) found.set(rule, new Set([...(found.get(rule) ?? []), ...flows]));
  }
  return found;
}

/** An element or a flow that rules look at, with the facts that they ask there. */
interface Place {
  id: string;
  type: string | null;
  facts: Facts;
}

/** Returns every element and flow in scope with what can be asked of it, by id. */
export function placesOf({ elements, flows, touching }: Resolved, system: Values): Place[] {
  const places: Place[] = [
    ...elements.map(({ id, type, attributes: values }) => ({
      ...{ id, type },
      facts: { element: { id, values }, flows: touching.get(id) ?? [], system },
    })),
    ...flows.map((flow) => ({
      ...{ id: flow.id, type: "data_flow" },
      facts: { element: { id: flow.id, values: {} }, flows: [flow], system },
    })),
  ];
  return places.sort(byId);
}

function proposalsFor(resolved: Resolved, rules: readonly ThreatRule[], system: Values) {
  const byType = Map.groupBy(rules, ({ type }) => type);
  return placesOf(resolved, system).flatMap(({ id: elementId, type, facts }) =>
    (byType.get(type ?? "") ?? []).flatMap((rule): Proposal[] => {
      const { finding, fired, unknown } = evaluate(rule.condition, facts);
      return finding === "silent" ? [] : [{ rule, elementId, status: finding, fired, unknown }];
    }),
  );
}

// Where the rules cannot look: silence there says nothing.
function blindSpots({ elements, flows }: ThreatModel): string[] {
  const untyped = elements.filter(({ type, outOfScope }) => type === null && !outOfScope);
  const loose = flows.filter(({ from, to, outOfScope }) => !outOfScope && (from === null || to === null));
  const out = [...elements, ...flows].filter(({ outOfScope }) => outOfScope);
  return [
    ...(untyped.length > 0
      ? [
          `No rule looks at ${namesOf(untyped)}, because the type is not known. Give each one of the known types.`,
        ]
      : []),
    ...(loose.length > 0
      ? [`No path leads along ${namesOf(loose)}: an end is free. Let it end at an element.`]
      : []),
    ...(out.length > 0 ? [`Out of scope, so not looked at: ${namesOf(out)}.`] : []),
  ];
}

const mostNamed = 20;

function namesOf(parts: readonly { id: string; name: string }[]): string {
  const named = parts.slice(0, mostNamed).map(({ id, name }) => `"${name || id}"`);
  const more = parts.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** A question whose answer some proposals or paths wait for. */
export interface OpenQuestion {
  /** The element or flow it is about; null for the system. */
  on: string | null;
  /** The fact by its name in conditions. */
  fact: string;
  ruleIds: readonly string[];
}

/** Returns the questions that proposals and paths wait for, those of the system first, then by element. */
export function openQuestions({ proposals, paths }: Pick<Generated, "proposals" | "paths">): OpenQuestion[] {
  const asked = new Map<string, OpenQuestion & { ruleIds: string[] }>();
  const ask = (ruleId: string, unknown: readonly FactValue[]) => {
    for (const { on, fact } of unknown) {
      const key = `${on ?? ""}\u0000${fact}`;
      const question = asked.get(key) ?? { on, fact, ruleIds: [] };
      if (!question.ruleIds.includes(ruleId)) question.ruleIds.push(ruleId);
      asked.set(key, question);
    }
  };
  for (const { rule, unknown } of proposals) ask(rule.id, unknown);
  for (const { ruleId, unknown } of paths) ask(ruleId, unknown);
  return [...asked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
