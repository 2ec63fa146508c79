import "server-only";
import { elementTypes } from "@/lib/domain/threat-models/element-types";
import { groupsOf } from "@/lib/domain/threat-models/paths/groups";
import type { Resolved } from "@/lib/domain/threat-models/resolve";

/** One way on from an element: the number of the next one, and the flow it goes by; null where nothing was drawn. */
export interface Step {
  to: number;
  flow: string | null;
}

/** The elements as numbers, in the order of their ids, and what flows between them. */
export interface Graph {
  ids: readonly string[];
  types: readonly (string | null)[];
  /** What was drawn, in the direction of the data. */
  drawn: readonly (readonly Step[])[];
  drawnBack: readonly (readonly Step[])[];
  /** What was drawn, and the answers that come back to whoever asks. */
  data: readonly (readonly Step[])[];
  dataBack: readonly (readonly Step[])[];
  /** Elements with the same number hang together, whatever the direction. */
  part: readonly number[];
}

// These push what they make onwards: no answer comes back by the way they use.
const pipelines = new Set(["document_ingestion", "fine_tuning_pipeline", "eval_ci_pipeline"]);
const silent = new Set([...pipelines, "log_trace_store", "end_user", "admin_ops", "human_reviewer"]);

/**
 * Returns the graph of a model. People draw a question and leave the answer out: where a process asks, and no drawn way
 * leads back to it, the answer is added.
 */
export function graphOf({ elements, flows }: Resolved): Graph {
  const ids = elements.map(({ id }) => id);
  const types = elements.map(({ type }) => type);
  const index = new Map(ids.map((id, i) => [id, i]));
  const drawn: Step[][] = ids.map(() => []);
  for (const { id: flow, from, to, bidirectional } of flows) {
    const [a, b] = [index.get(from ?? ""), index.get(to ?? "")];
    if (a === undefined || b === undefined || a === b) continue;
    drawn[a]?.push({ to: b, flow });
    if (bidirectional) drawn[b]?.push({ to: a, flow });
  }
  const circles = groupsOf(drawn);
  const data: Step[][] = drawn.map((steps) => [...steps]);
  for (const [from, steps] of drawn.entries())
    for (const { to, flow } of steps)
      if (asks(types[from]) && answers(types[to]) && circles[from] !== circles[to])
        data[to]?.push({ to: from, flow });
  for (const steps of [...drawn, ...data])
    steps.sort((a, b) => a.to - b.to || ((a.flow ?? "") < (b.flow ?? "") ? -1 : 1));
  const drawnBack = reversed(drawn);
  const dataBack = reversed(data);
  const part = groupsOf(drawn.map((steps, i) => [...steps, ...(drawnBack[i] ?? [])]));
  return { ids, types, drawn, drawnBack, data, dataBack, part };
}

function asks(type: string | null | undefined): boolean {
  return !type || (elementTypes().get(type)?.shape === "process" && !pipelines.has(type));
}

function answers(type: string | null | undefined): boolean {
  return !!type && !silent.has(type);
}

function reversed(steps: readonly (readonly Step[])[]): Step[][] {
  const back: Step[][] = steps.map(() => []);
  for (const [from, all] of steps.entries())
    for (const { to, flow } of all) back[to]?.push({ to: from, flow });
  return back;
}
