import "server-only";
import type { Values } from "@/lib/domain/threat-models/evaluate";
import { players, sourcesOf, type Terrain } from "@/lib/domain/threat-models/paths/finding";
import { exits } from "@/lib/domain/threat-models/paths/untrusted";
import { systemFacts } from "@/lib/domain/threat-models/system-facts";

/** What is known of the system as a whole, and where what was said does not fit what was drawn. */
export interface DerivedFacts {
  values: Values;
  warnings: readonly string[];
}

/** Facts of the system that somebody gave: true, false, or null where they do not know. */
export type GivenFacts = Readonly<Record<string, boolean | null>>;

/** Returns the facts of the system: what somebody said, else what follows from the parts of the model. */
export function deriveFacts(terrain: Terrain, given: GivenFacts): DerivedFacts {
  const shown = shownFacts(terrain);
  const names = [...systemFacts().keys()];
  const against = names.filter((name) => given[name] === false && shown.get(name) === true);
  return {
    values: Object.fromEntries(names.map((name) => [name, given[name] ?? shown.get(name) ?? null])),
    warnings: against.map(
      (name) => `${name} was said to be false, but the model shows that it is so. What was said is used.`,
    ),
  };
}

// What the model shows of the system; where a part has no type, nothing is shown to be absent.
function shownFacts(terrain: Terrain): Map<string, boolean | null> {
  const { graph, flows } = terrain;
  const untyped = graph.types.includes(null);
  const shows = (sure: boolean, perhaps: boolean) => (sure ? true : perhaps || untyped ? null : false);
  const carried = (fact: string) => flows.some(({ values }) => values[fact] === true);
  const untrusted = sourcesOf(terrain, "untrusted", "carries_untrusted_content");
  const content = (nodes: readonly number[]) => nodes.some((node) => graph.types[node] !== "end_user");
  const sensitive = players(terrain, "sensitive");
  const out = exits(terrain);
  const any = (nodes: readonly number[]) => nodes.length > 0;
  const agents = graph.types.some((type) => type === "agent_orchestrator" || type === "tool_mcp_server");
  const personal = carried("carries_personal_data");
  return new Map([
    ["has_untrusted_content", shows(content(untrusted.sure), content(untrusted.perhaps))],
    ["has_untrusted_input", shows(any(untrusted.sure), any(untrusted.perhaps))],
    ["has_sensitive_data", shows(any(sensitive.sure) || personal, any(sensitive.perhaps))],
    ["has_external_output", shows(any(out.sure), any(out.perhaps))],
    ["multimodal", any(players(terrain, "multimodal").sure) ? true : null],
    ["has_agent", shows(agents, false)],
  ]);
}
