import type { Drawing } from "@/lib/domain/threat-models/drawing/schema";

/** Returns what the parts of a drawing are called, by id; a flow is told from others of its name by its ends. */
export function partNames({ elements, flows, zones }: Drawing): Record<string, string> {
  const names = Object.fromEntries([...elements, ...zones].map(({ id, name }) => [id, name || id]));
  const end = (id: string | null) => (id === null ? "nothing" : (names[id] ?? id));
  const flowNames = flows.map(({ id, name, from, to }) => [
    id,
    `${name || "Flow"} (${end(from)} → ${end(to)})`,
  ]);
  return { ...names, ...Object.fromEntries(flowNames) };
}
