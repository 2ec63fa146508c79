import * as z from "zod";
import { longText, text } from "@/lib/platform/schema/field";

/** How large a tree may be; a larger one is two trees. */
export const treeLimits = { nodes: 200, depth: 12, paths: 500 } as const;

/** What has to happen for a node to come about: all of what is below it, or any of it. */
export const gates = [
  { value: "and", label: "All of these" },
  { value: "or", label: "Any of these" },
] as const;

/** How much an attacker has to know, from 1 to 5. */
export const skills = [
  { value: "1", label: "None: anybody by accident" },
  { value: "2", label: "A curious user" },
  { value: "3", label: "Somebody who knows the tools" },
  { value: "4", label: "A specialist" },
  { value: "5", label: "A team with time and money" },
] as const;

/** How likely it is to be noticed while it happens, from 1 to 5. */
export const detectabilities = [
  { value: "1", label: "Not noticed" },
  { value: "2", label: "Found afterwards, by luck" },
  { value: "3", label: "Found afterwards, in the logs" },
  { value: "4", label: "Noticed while it happens" },
  { value: "5", label: "Stopped as it begins" },
] as const;

const id = z.string().regex(/^[a-z0-9-]{1,40}$/, "Is not the id of a node.");
const rank = z.int().min(1).max(5).nullable();

/** One node of an attack tree: a goal with what it takes, or a step that nothing is below. */
export const attackNode = z.strictObject({
  id,
  parentId: id.nullable(),
  title: text({ label: "What happens", max: 200 }),
  note: longText({ label: "Note", max: 2_000 }).default(""),
  gate: z.enum(["and", "or"]),
  /** What it costs an attacker, in the organisation's currency; null where nobody knows. */
  cost: z.number().min(0).max(1e12).nullable().default(null),
  skill: rank.default(null),
  detectability: rank.default(null),
  /** An id of MITRE ATLAS. */
  technique: z
    .string()
    .regex(/^AML\.T\d{4}(\.\d{3})?$/, "Is not the id of an ATLAS technique, such as AML.T0051.")
    .nullable()
    .default(null),
  /** Threats of the same model. */
  threatIds: z.array(z.uuid()).max(20).default([]),
  /** Controls that stand in the way of the step. */
  controlIds: z.array(z.uuid()).max(20).default([]),
  /** The zone that the step leaves, where it crosses a boundary. */
  zoneId: z.string().max(200).nullable().default(null),
  /** How it was tried, and what came out. */
  test: longText({ label: "Test", max: 2_000 }).default(""),
});

export type AttackNode = z.output<typeof attackNode>;

/** The nodes of one attack tree: one root, everything else below it, no circle, within the limits. */
export const attackTree = z
  .array(attackNode)
  .min(1, "An attack tree begins with a goal.")
  .max(treeLimits.nodes, `An attack tree holds up to ${treeLimits.nodes} nodes. Split it.`)
  .check(({ value, issues }) => {
    const problem = shapeProblem(value);
    if (problem) issues.push({ code: "custom", message: problem, input: value });
  });

/** Returns what is wrong with the shape of a tree, in a sentence; null where it is one tree within the limits. */
export function shapeProblem(nodes: readonly Pick<AttackNode, "id" | "parentId">[]): string | null {
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  if (parents.size < nodes.length) return "Two nodes have one id.";
  if (nodes.filter(({ parentId }) => parentId === null).length !== 1)
    return "An attack tree has one goal that nothing is above.";
  for (const { id, parentId } of nodes) {
    if (parentId !== null && !parents.has(parentId)) return `Above ${id} stands a node that is not there.`;
    let depth = 1;
    for (let above = parentId; above != null; above = parents.get(above) ?? null) {
      depth += 1;
      if (depth > nodes.length) return `${id} stands above itself.`;
    }
    if (depth > treeLimits.depth) return `An attack tree is up to ${treeLimits.depth} levels deep.`;
  }
  return null;
}
