import "server-only";
import {
  found,
  ofTypes,
  type PathFinding,
  relays,
  type Terrain,
} from "@/lib/domain/threat-models/paths/finding";
import type { Plays, Role } from "@/lib/domain/threat-models/paths/roles";
import { reach } from "@/lib/domain/threat-models/paths/search";

const models = ["llm_endpoint_hosted", "model_self_hosted"];
const makers = [...models, "agent_orchestrator"];

/** Returns the reviewers who decide alone, where much is at stake, by nothing but what the AI shows them. */
export function loneDecisions(terrain: Terrain): PathFinding[] {
  const { graph, plays } = terrain;
  const reviewers = ofTypes(graph, "human_reviewer");
  const byAi = reach(graph, graph.data, ofTypes(graph, ...makers), { through: relays(graph) });
  return reviewers.flatMap((reviewer) => {
    if (!byAi.has(reviewer)) return [];
    const others = reviewers.filter(
      (other) => other !== reviewer && graph.part[other] === graph.part[reviewer],
    );
    const alone = unlessDrawn(plays("alone", reviewer), others.length > 0);
    const independent = (graph.drawnBack[reviewer] ?? []).some(
      ({ to }) => !byAi.has(to) && graph.types[to] !== "end_user",
    );
    const uninformed = unlessDrawn(plays("uninformed", reviewer), independent);
    const stakes = anyIn(terrain, "high_stakes", reviewer);
    const because = [alone, uninformed, stakes];
    if (because.some(({ holds }) => holds === false)) return [];
    return found("PATH-05", graph.ids[reviewer] ?? "", [byAi.wayTo(reviewer)], ...because);
  });
}

// Where nobody answered, the drawing can: a second reviewer, or evidence that no model touched.
function unlessDrawn(said: Plays, drawn: boolean): Plays {
  return said.holds === null && drawn ? { holds: false, fired: [], unknown: [] } : said;
}

function anyIn({ graph, plays }: Terrain, role: Role, near: number): Plays {
  const all = graph.ids.flatMap((_, node) =>
    graph.part[node] === graph.part[near] ? [plays(role, node)] : [],
  );
  const firm = all.find(({ holds }) => holds === true);
  if (firm) return firm;
  const unknown = all.flatMap((one) => (one.holds === null ? one.unknown : []));
  return { holds: unknown.length > 0 ? null : false, fired: [], unknown };
}

/** Returns the models that users reach by a path without an input guardrail, where another path has one. */
export function guardrailsBypassed({ graph }: Terrain): PathFinding[] {
  const { types, drawn, ids } = graph;
  const guards = guarded(graph);
  const users = ofTypes(graph, "end_user");
  const requests = ["document_ingestion", "fine_tuning_pipeline", "eval_ci_pipeline", "embedding_service"];
  const relay = relays(graph);
  const through = (node: number) =>
    relay(node) &&
    !requests.includes(types[node] ?? "") &&
    !(types[node] ?? "").match(/_store$|dataset|prompt/);
  const anyPath = reach(graph, drawn, users, { through });
  const behind = reach(
    graph,
    drawn,
    [...guards].filter((node) => anyPath.has(node)),
    { through },
  );
  const around = reach(graph, drawn, users, { through: (node) => through(node) && !guards.has(node) });
  return ofTypes(graph, ...models).flatMap((model) =>
    behind.has(model) && around.has(model) ? found("PATH-06", ids[model] ?? "", [around.wayTo(model)]) : [],
  );
}

// A guardrail that only answers its callers is asked on the side: then the callers stand where it stands.
function guarded({ types, drawn, drawnBack }: Terrain["graph"]): Set<number> {
  const guards = new Set<number>();
  for (const [node, type] of types.entries()) {
    if (type !== "input_guardrail") continue;
    guards.add(node);
    const callers = new Set((drawnBack[node] ?? []).map(({ to }) => to));
    if ((drawn[node] ?? []).every(({ to }) => callers.has(to)))
      for (const caller of callers) guards.add(caller);
  }
  return guards;
}
