import "server-only";
import type { FactValue, Values } from "@/lib/domain/threat-models/evaluate";
import type { Element, Flow, ThreatModel } from "@/lib/domain/threat-models/model";

/** A flow between two elements within the scope, with what its ends and its content say of it filled in. */
export interface ResolvedFlow {
  id: string;
  from: string | null;
  to: string | null;
  bidirectional: boolean;
  values: Values;
}

/** A model as the rules look at it: what is in scope, in the order of ids, whatever the order in the file. */
export interface Resolved {
  elements: readonly Element[];
  flows: readonly ResolvedFlow[];
  /** The flows that touch an element, by its id. */
  touching: ReadonlyMap<string, readonly ResolvedFlow[]>;
}

/** Returns the parts within the scope; what nobody said of a flow is taken from its ends and content where these decide. */
export function resolveModel(model: ThreatModel): Resolved {
  const elements = model.elements.filter(({ outOfScope }) => !outOfScope).sort(byId);
  const all = new Map(model.elements.map((one) => [one.id, one]));
  const flows = model.flows
    .filter(({ outOfScope }) => !outOfScope)
    .sort(byId)
    .map((flow) => resolvedFlow(flow, all));
  const touching = new Map<string, ResolvedFlow[]>(elements.map(({ id }) => [id, []]));
  for (const flow of flows)
    for (const end of new Set([flow.from, flow.to])) if (end !== null) touching.get(end)?.push(flow);
  return { elements, flows, touching };
}

/** Orders parts by id, by code point, so that the order is the same everywhere. */
export function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function resolvedFlow(flow: Flow, elements: ReadonlyMap<string, Element>): ResolvedFlow {
  const { id, from, to, bidirectional, attributes, contentClasses } = flow;
  const ends = [from, to].map((end) => (end === null ? undefined : elements.get(end)));
  const carries = (content: string) => (contentClasses.includes(content) ? true : null);
  const values = {
    ...attributes,
    crosses_trust_boundary: attributes["crosses_trust_boundary"] ?? crossing(ends),
    agent_to_agent: attributes["agent_to_agent"] ?? betweenAgents(ends),
    carries_prompts: attributes["carries_prompts"] ?? carries("prompts"),
    carries_personal_data: attributes["carries_personal_data"] ?? carries("personal_data"),
    carries_untrusted_content: attributes["carries_untrusted_content"] ?? carries("untrusted_content"),
  };
  return { id, from, to, bidirectional, values };
}

// Two ends in different innermost zones have a boundary between them; an end in no zone says nothing.
function crossing([from, to]: readonly (Element | undefined)[]): boolean | null {
  const [one, other] = [from?.zoneIds[0], to?.zoneIds[0]];
  return one === undefined || other === undefined ? null : one !== other;
}

function betweenAgents([from, to]: readonly (Element | undefined)[]): boolean | null {
  const types = [from?.type, to?.type];
  if (types.some((type) => type && type !== "agent_orchestrator")) return false;
  return types.every((type) => type === "agent_orchestrator") ? true : null;
}

/** Returns facts in the order of where they stand, each once. */
export function inOrder(facts: readonly FactValue[]): FactValue[] {
  const key = ({ on, fact }: FactValue) => `${on ?? ""}\u0000${fact}`;
  const found = new Map(facts.map((one) => [key(one), one]));
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
