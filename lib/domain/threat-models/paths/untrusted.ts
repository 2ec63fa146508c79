import "server-only";
import {
  type Both,
  found,
  ofTypes,
  type PathFinding,
  players,
  reaching,
  relays,
  searchesFrom,
  sourcesOf,
  type Terrain,
  untrustedSources,
} from "@/lib/domain/threat-models/paths/finding";
import type { Plays } from "@/lib/domain/threat-models/paths/roles";
import { joined, type Reached, reach, turned } from "@/lib/domain/threat-models/paths/search";

const models = ["llm_endpoint_hosted", "model_self_hosted"];

/** Returns the contexts in which untrusted input, sensitive data and an exit meet. */
export function lethalTrifecta(terrain: Terrain): PathFinding[] {
  const { graph, plays } = terrain;
  const untrusted = untrustedSources(terrain);
  const sensitive = sourcesOf(terrain, "sensitive", "carries_personal_data");
  const inputs = searchesFrom(terrain, graph.data, untrusted);
  const data = searchesFrom(terrain, graph.data, sensitive);
  const outwards = searchesFrom(terrain, graph.dataBack, exits(terrain));
  const meeting = (nodes: readonly number[]) =>
    nodes.flatMap((node) => {
      const [input, secret, exit] = [inputs, data, outwards].map((searches) => reaching(searches, node));
      if (!input || !secret || !exit) return [];
      return found(
        "PATH-01",
        graph.ids[node] ?? "",
        [joined(input.search.wayTo(node), turned(exit.search.wayTo(node))), secret.search.wayTo(node)],
        untrusted.because(input.search.originOf(node), input.certain),
        sensitive.because(secret.search.originOf(node), secret.certain),
        plays("sends", exit.search.originOf(node)),
      );
    });
  // Where an agent is the context, the model that it asks is not another one.
  const agents = meeting(ofTypes(graph, "agent_orchestrator"));
  const named = new Set(agents.map(({ elementId }) => elementId));
  const alone = meeting(ofTypes(graph, ...models)).filter(
    ({ ways }) => !ways.some(({ elements }) => elements.some((id) => named.has(id))),
  );
  return [...agents, ...alone];
}

/** Returns where something can leave: agents and tools that send, and sources outside that somebody calls. */
export function exits(terrain: Terrain): Both<number[]> {
  const { graph } = terrain;
  const { types } = graph;
  // What an agent may send, the agent says; a tool that agents call adds nothing of its own.
  const called = (node: number) =>
    (graph.drawnBack[node] ?? []).some(({ to }) => types[to] === "agent_orchestrator");
  const own = (nodes: readonly number[]) =>
    nodes.filter((node) => types[node] !== "tool_mcp_server" || !called(node));
  const outside = ofTypes(graph, "external_data_source").filter((node) =>
    (graph.drawnBack[node] ?? []).some(({ to }) => {
      const type = types[to] ?? "";
      return [...models, "application_backend"].includes(type) || (type === "tool_mcp_server" && !called(to));
    }),
  );
  const { sure, perhaps } = players(terrain, "sends");
  return { sure: [...own(sure), ...outside], perhaps: [...own(perhaps), ...outside] };
}

/** Returns the tools that write and that untrusted input reaches, with nobody who approves and nothing that checks between. */
export function unapprovedWrites(terrain: Terrain): PathFinding[] {
  const { graph, plays } = terrain;
  const { types } = graph;
  const relay = relays(graph);
  const through = (node: number) =>
    relay(node) && types[node] !== "human_reviewer" && types[node] !== "output_guardrail";
  const step = (allowed: (unapproved: boolean | null) => boolean) => (from: number, to: number) =>
    !(types[from] === "agent_orchestrator" && types[to] === "tool_mcp_server") ||
    allowed(plays("unapproved", from).holds);
  const sources = untrustedSources(terrain);
  const surely = step((unapproved) => unapproved === true);
  const perhaps = step((unapproved) => unapproved !== false);
  // What is certain is looked for first, so that as little as can be is asked.
  const attempts = [
    { certain: true, starts: sources.outside, step: surely },
    { certain: true, starts: sources.sure, step: surely },
    { certain: true, starts: sources.sure, step: perhaps },
    { certain: false, starts: sources.perhaps, step: perhaps },
  ].map((one) => ({ ...one, through, search: reach(graph, graph.data, one.starts, { through, ...one }) }));
  return ofTypes(graph, "tool_mcp_server").flatMap((tool) => {
    const writes = plays("writes", tool);
    const reached = writes.holds === false ? null : arrivesAt(graph, attempts, tool);
    if (!reached) return [];
    const approvals = reached.nodes.flatMap((node, i): Plays[] =>
      types[reached.nodes[i + 1] ?? -1] === "tool_mcp_server" && types[node] === "agent_orchestrator"
        ? [plays("unapproved", node)]
        : [],
    );
    const origin = sources.because(reached.nodes[0] ?? -1, reached.certain);
    return found("PATH-02", graph.ids[tool] ?? "", [reached.way], origin, writes, ...approvals);
  });
}

interface Attempt {
  certain: boolean;
  search: Reached;
  through(node: number): boolean;
  step(from: number, to: number): boolean;
}

// A tool that returns untrusted content is a source itself: there it counts by the step that leads back to it.
function arrivesAt({ ids, dataBack }: Terrain["graph"], attempts: readonly Attempt[], tool: number) {
  for (const { certain, search, through, step } of attempts) {
    if (!search.has(tool)) continue;
    const nodes = search.nodesTo(tool);
    if (nodes.length > 1) return { nodes, way: search.wayTo(tool), certain };
    for (const { to: caller, flow } of dataBack[tool] ?? []) {
      if (!search.has(caller) || !through(caller) || !step(caller, tool)) continue;
      const { elements, flows } = search.wayTo(caller);
      const way = { elements: [...elements, ids[tool] ?? ""], flows: flow ? [...flows, flow] : flows };
      return { nodes: [...search.nodesTo(caller), tool], way, certain };
    }
  }
  return null;
}

/** Returns what renders, runs or queries by model output that no output guardrail has checked. */
export function uncheckedOutput(terrain: Terrain): PathFinding[] {
  const { graph, plays } = terrain;
  const relay = relays(graph);
  const search = reach(graph, graph.data, ofTypes(graph, ...models), {
    through: (node) => relay(node) && graph.types[node] !== "output_guardrail",
  });
  return players(terrain, "interprets").perhaps.flatMap((node) =>
    search.has(node)
      ? found("PATH-03", graph.ids[node] ?? "", [search.wayTo(node)], plays("interprets", node))
      : [],
  );
}

/** Returns the secrets that an agent can reach which reads untrusted content. */
export function secretsInReach(terrain: Terrain): PathFinding[] {
  const { graph, plays } = terrain;
  const sources = untrustedSources(terrain);
  const untrusted = searchesFrom(terrain, graph.data, sources);
  const agents = ofTypes(graph, "agent_orchestrator");
  const carriers = ["agent_orchestrator", "tool_mcp_server", "application_backend", null];
  const through = (node: number) => carriers.includes(graph.types[node] ?? null);
  const steps = graph.data.map((all, node) => [
    ...all,
    ...(graph.dataBack[node] ?? []).filter(({ to }) => graph.types[to] === "secrets_store"),
  ]);
  const readers = {
    sure: agents.filter((node) => reaching(untrusted, node)?.certain),
    perhaps: agents.filter((node) => reaching(untrusted, node)),
  };
  const search = searchesFrom(terrain, steps, readers, through);
  return ofTypes(graph, "secrets_store").flatMap((store) => {
    const said = plays("open_to_agents", store);
    const reached = said.holds === false ? null : reaching(search, store)?.search;
    const agent =
      reached?.originOf(store) ?? (said.holds ? [...readers.sure, ...readers.perhaps][0] : undefined);
    const reader = agent === undefined ? undefined : reaching(untrusted, agent);
    if (agent === undefined || !reader) return [];
    const id = graph.ids[store] ?? "";
    const way = reached ? reached.wayTo(store) : { elements: [graph.ids[agent] ?? "", id], flows: [] };
    const because = sources.because(reader.search.originOf(agent), reader.certain);
    return found("PATH-08", id, [reader.search.wayTo(agent), way], because, ...(said.holds ? [said] : []));
  });
}
