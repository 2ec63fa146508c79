import "server-only";
import {
  found,
  ofTypes,
  type PathFinding,
  relays,
  type Terrain,
} from "@/lib/domain/threat-models/paths/finding";
import type { Plays } from "@/lib/domain/threat-models/paths/roles";
import { reach, type Way } from "@/lib/domain/threat-models/paths/search";

const writers = ["llm_endpoint_hosted", "model_self_hosted", "agent_orchestrator"];

/** Returns the memories and indexes that a model writes to and that a more privileged agent, or another user, reads. */
export function modelWritten(terrain: Terrain): PathFinding[] {
  const { graph, plays } = terrain;
  return ofTypes(graph, "memory_store", "rag_vector_store").flatMap((store) => {
    const written = writtenByModel(terrain, store);
    if (written.holds === false) return [];
    const shared = plays("shared", store);
    const read = privilegedReader(terrain, store);
    const reader = [shared, ...(read ? [read.because] : [])].sort((a, b) => rank(a) - rank(b))[0];
    if (!reader || reader.holds === false) return [];
    const id = graph.ids[store] ?? "";
    const ways = read && reader === read.because ? [read.way] : [{ elements: [id], flows: [] }];
    return found("PATH-04", id, ways, written, reader);
  });
}

const rank = ({ holds }: Plays) => (holds === true ? 0 : holds === null ? 1 : 2);

// A model's flow to an index is a question, unless the index has a flow of its own to where answers go.
function writtenByModel({ graph, plays }: Terrain, store: number): Plays {
  if (graph.types[store] === "memory_store") return plays("model_written", store);
  const drawn = (graph.drawn[store] ?? []).length > 0 && writersOf(graph, store).length > 0;
  return { holds: drawn, fired: [], unknown: [] };
}

function writersOf({ drawnBack, types }: Terrain["graph"], store: number): number[] {
  return (drawnBack[store] ?? []).map(({ to }) => to).filter((node) => writers.includes(types[node] ?? ""));
}

function privilegedReader({ graph, plays }: Terrain, store: number): { because: Plays; way: Way } | null {
  const writing = new Set(writersOf(graph, store));
  const weak = [...writing].some((node) => plays("privileged", node).holds !== true);
  const readers = (graph.data[store] ?? [])
    .filter(({ to }) => graph.types[to] === "agent_orchestrator" && !writing.has(to))
    .map(({ to, flow }) => ({
      because: plays("privileged", to),
      way: { elements: [graph.ids[store] ?? "", graph.ids[to] ?? ""], flows: flow === null ? [] : [flow] },
    }));
  const [first] = weak ? readers.sort((a, b) => rank(a.because) - rank(b.because)) : [];
  return first ?? null;
}

const training = ["fine_tuning_pipeline", "training_dataset"];
const filters = ["input_guardrail", "output_guardrail", "human_reviewer"];

/** Returns the training data, training runs and indexes that logs or feedback of users reach with no filter between. */
export function unfilteredFeedback(terrain: Terrain): PathFinding[] {
  const { graph, plays } = terrain;
  const { types, drawn, ids } = graph;
  const relay = relays(graph);
  const through = (open: (unfiltered: boolean | null) => boolean) => (node: number) =>
    relay(node) &&
    ![...writers, ...filters, "tool_mcp_server"].includes(types[node] ?? "") &&
    (types[node] !== "document_ingestion" || open(plays("unfiltered", node).holds));
  const sure = through((unfiltered) => unfiltered === true);
  const perhaps = through((unfiltered) => unfiltered !== false);
  const logs = ofTypes(graph, "log_trace_store");
  const targets = (starts: readonly number[], among: readonly string[]) => {
    const searches = [sure, perhaps].map((limit) => reach(graph, drawn, starts, { through: limit }));
    return ofTypes(graph, ...among).flatMap((target) => {
      const search = searches.find((one) => one.has(target));
      if (!search) return [];
      const nodes = search.nodesTo(target).slice(0, -1);
      const because = nodes.map((node) => plays("unfiltered", node)).filter(({ holds }) => holds !== false);
      return [found("PATH-07", ids[target] ?? "", [search.wayTo(target)], ...because)];
    });
  };
  const fromLogs = targets(logs, [...training, "rag_vector_store"]);
  const named = new Set(fromLogs.map(({ elementId }) => elementId));
  const feedback = targets(ofTypes(graph, "end_user"), training);
  return [...fromLogs, ...feedback.filter(({ elementId }) => !named.has(elementId))];
}
