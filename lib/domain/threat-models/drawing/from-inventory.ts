import "server-only";
import type * as z from "zod";
import { type Inventory, namedBy } from "@/lib/domain/threat-models/drawing/inventory";
import {
  factsOfSystem,
  type Known,
  memoryOf,
  ofAgent,
  ofApplication,
  ofDataset,
  ofGuardrail,
  ofModel,
  ofPrompt,
  ofReviewer,
  ofTool,
  ofUsers,
} from "@/lib/domain/threat-models/drawing/known-of-parts";
import type { Drawing, drawnPart } from "@/lib/domain/threat-models/drawing/schema";

type DrawnElement = Drawing["elements"][number];
type DrawnFlow = Drawing["flows"][number];

/** An element that stands for a record, with what the inventory says of it. */
export type Taken = z.output<typeof drawnPart> & { taken: Record<string, unknown> };

/** A drawing that was made from the inventory. */
export interface Drawn {
  drawing: Drawing;
  parts: Taken[];
  facts: Record<string, boolean>;
}

const outside = "outside";
const inside = "inside";

/**
 * Returns a drawing of an AI system: an element for each part that it uses, with what the inventory says of it, its users
 * and its application, and flows along what uses what. The same inventory is always drawn the same way.
 */
export function drawFromInventory(inventory: Inventory): Drawn {
  const { system } = inventory;
  const placed = elementsOf(inventory);
  const ids = new Map(placed.map(({ partId, role, element }) => [`${partId}${role}`, element.id]));
  return {
    drawing: {
      title: system.name,
      description: system.purpose ?? "",
      elements: placed.map(({ element }) => element),
      flows: flowsOf(inventory, placed, ids),
      zones: [
        { id: inside, name: "Our systems", description: "", trust: null, parent: null, kept: {} },
        { id: outside, name: "Outside", description: "", trust: null, parent: null, kept: {} },
      ],
      assumptions: [],
      kept: {},
    },
    parts: placed.map(({ concept, partId, element }) => ({
      elementId: element.id,
      ...{ concept, partId, taken: takenOf(element) },
    })),
    facts: factsOfSystem(inventory),
  };
}

/** Returns what the inventory said of an element, to tell later what a person has changed. */
function takenOf({ name, type, attributes }: DrawnElement): Record<string, unknown> {
  return { name, type, attributes };
}

interface Placed {
  concept: Taken["concept"];
  partId: string;
  /** Which of the elements of one record it is: "memory" of an agent; empty for the record itself. */
  role: string;
  element: DrawnElement;
}

function elementsOf(inventory: Inventory): Placed[] {
  const { system, models, datasets, prompts, tools, agents, guardrails } = inventory;
  type Named = { id: string; role?: string };
  const place = (
    concept: Taken["concept"],
    { id, role = "" }: Named,
    elementId: string,
    name: string,
    known: Known,
  ) => ({
    ...{ concept, partId: id, role },
    element: elementOf(elementId, name, known),
  });
  const whole = (role: string) => ({ id: system.id, role });
  const reviewer = ofReviewer(inventory);
  return [
    place("systems", whole(" users"), "users", "Users", ofUsers(inventory)),
    place("systems", whole(" application"), "application", system.name, ofApplication(inventory)),
    ...(reviewer ? [place("systems", whole(" reviewer"), "reviewer", "Human reviewer", reviewer)] : []),
    ...models.map((one) => place("models", one, `model-${one.number}`, one.name, ofModel(inventory, one))),
    ...datasets.map((one) => place("datasets", one, `dataset-${one.number}`, one.name, ofDataset(one))),
    ...prompts.map((one) =>
      place("prompts", { id: one.id }, `prompt-${one.number}`, one.name, ofPrompt(one)),
    ),
    ...tools.map((one) => place("tools", one, `tool-${one.number}`, one.name, ofTool(inventory, one))),
    ...agents.flatMap((one) => {
      const memory = memoryOf(one);
      const agent = place("agents", one, `agent-${one.number}`, one.name, ofAgent(inventory, one));
      if (!memory) return [agent];
      const name = `Memory of ${one.name}`;
      return [
        agent,
        place("agents", { id: one.id, role: " memory" }, `agent-${one.number}-memory`, name, memory),
      ];
    }),
    ...guardrails.map((one) =>
      place("guardrails", one, `guardrail-${one.number}`, one.name, ofGuardrail(inventory, one)),
    ),
  ];
}

function elementOf(id: string, name: string, { type, attributes }: Known): DrawnElement {
  const far =
    ["end_user", "llm_endpoint_hosted", "external_data_source"].includes(type) ||
    attributes["third_party"] === true;
  return {
    ...{ id, name, description: "", type, originalType: null },
    zoneIds: [far ? outside : inside],
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null)),
    ...{ outOfScope: false, kept: {} },
  };
}

function flowsOf(
  inventory: Inventory,
  placed: readonly Placed[],
  ids: ReadonlyMap<string, string>,
): DrawnFlow[] {
  const { models, prompts, tools, agents, guardrails, datasets, system } = inventory;
  const found = new Map<string, DrawnFlow>();
  const join = (from: string | undefined, to: string | undefined, name: string, carries: string[] = []) => {
    if (from !== undefined && to !== undefined && from !== to) {
      const id = `${from}--${to}`;
      found.set(id, found.get(id) ?? flowOf(id, from, to, name, carries));
    }
  };
  const typed = new Map(placed.map(({ element }) => [element.id, element.type]));
  const of = (partId: string) => ids.get(partId);
  const personal = system.personalData === true ? ["personal_data"] : [];
  const prompting = ["prompts", ...personal];
  join("users", "application", "Asks and reads", prompting);
  const used = new Set(agents.flatMap(({ id }) => namedBy(inventory, id, "uses")));
  for (const { id } of agents) {
    const named = namedBy(inventory, id, "uses");
    if (agents.every((other) => !namedBy(inventory, other.id, "delegates-to").includes(id)))
      join("application", of(id), "Hands over the task", prompting);
    for (const other of namedBy(inventory, id, "delegates-to")) join(of(id), of(other), "Delegates to");
    for (const part of named)
      if (typed.get(of(part) ?? "") !== "system_prompt")
        join(of(id), of(part), "Calls", callCarries(part, models, prompting));
    join(of(id), of(`${id} memory`), "Remembers");
  }
  const callers = agents.length > 0 ? agents.flatMap(({ id }) => of(id) ?? []) : ["application"];
  for (const { id } of [...models, ...tools])
    if (!used.has(id))
      for (const from of callers) join(from, of(id), "Calls", callCarries(id, models, prompting));
  for (const { id } of datasets) {
    const to = of(id) ?? "";
    if (typed.get(to) === "training_dataset")
      for (const { id: model } of models)
        if (namedBy(inventory, model, "trained-on").includes(id)) join(to, of(model), "Trains", personal);
    if (typed.get(to) === "rag_vector_store")
      for (const from of callers) join(from, to, "Retrieves from", personal);
    if (typed.get(to) === "external_data_source") join(to, "application", "Is read", personal);
  }
  for (const { id } of prompts) for (const to of callers) join(of(id), to, "Instructs", ["prompts"]);
  for (const { id } of guardrails) {
    const input = typed.get(of(id) ?? "") === "input_guardrail";
    for (const other of namedBy(inventory, id, "protects"))
      if (input) join(of(id), of(other), "Passes on", prompting);
      else join(of(other), of(id), "Is checked", prompting);
    if (input) join("application", of(id), "Is checked", prompting);
    else join(of(id), "application", "Passes on", prompting);
  }
  if (ids.has(`${system.id} reviewer`)) join("application", "reviewer", "Shows for review");
  return [...found.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function callCarries(part: string, models: Inventory["models"], prompting: string[]): string[] {
  return models.some(({ id }) => id === part) ? prompting : [];
}

function flowOf(id: string, from: string, to: string, name: string, contentClasses: string[]): DrawnFlow {
  return {
    ...{ id, name, description: "", from, to, bidirectional: false },
    ...{ attributes: {}, contentClasses, outOfScope: false, kept: {} },
  };
}
