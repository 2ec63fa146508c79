import * as z from "zod";
import { choice, chosen, decimal, longText, references, text } from "@/lib/platform/schema/field";

/** How large a tree may be; a larger one is two trees. */
export const treeLimits = { nodes: 200, depth: 12, paths: 500 } as const;

/** What has to happen for a node to come about: all of what is below it, or any of it. */
const gates = [
  { value: "or", label: "Any of what is below it" },
  { value: "and", label: "All of what is below it" },
] as const;

/** How much somebody has to know, from 1 to 5. */
const skills = [
  { value: "1", label: "1 Anybody, also by accident" },
  { value: "2", label: "2 A curious user" },
  { value: "3", label: "3 Somebody who knows the tools" },
  { value: "4", label: "4 A specialist" },
  { value: "5", label: "5 A team with time and money" },
] as const;

/** How likely it is to be noticed, from 1 to 5. */
const detectabilities = [
  { value: "1", label: "1 Not noticed" },
  { value: "2", label: "2 Found afterwards, by luck" },
  { value: "3", label: "3 Found afterwards, in the logs" },
  { value: "4", label: "4 Noticed while it happens" },
  { value: "5", label: "5 Stopped as it begins" },
] as const;

/** What a person says of a node: a goal with what is below it, or a step that nothing is below. */
export const nodeFields = {
  name: text({
    label: "What happens",
    help: "A goal, or a step on the way to one.",
    example: "A poisoned page is retrieved",
    max: 200,
  }),
  gate: choice(gates, { label: "Comes about when", help: "Counts once something is below it." }),
  cost: decimal({
    label: "Cost to the attacker",
    help: "In your currency. Empty where nobody knows; what has something below it takes theirs.",
    max: 1_000_000_000,
  }).nullable(),
  skill: choice(skills, { label: "Skill", none: "Nobody knows" }).nullable(),
  detectability: choice(detectabilities, { label: "How noticeable", none: "Nobody knows" }).nullable(),
  technique: text({
    label: "ATLAS technique",
    help: "The technique of MITRE ATLAS that the step is.",
    none: "None fits",
    max: 40,
  }).nullable(),
  threatIds: chosen({ label: "Threats", help: "Threats of this model that the step carries out.", max: 20 }),
  controlIds: references("controls", { label: "Controls", help: "What stands in the way of the step." }),
  zoneId: text({
    label: "Leaves the zone",
    help: "Where the step crosses a boundary.",
    none: "None",
    max: 200,
  }).nullable(),
  test: longText({
    label: "Test",
    help: "How it was tried, on which version, and what came out.",
    max: 2_000,
  }).nullable(),
};

const nodeId = z.string().regex(/^[a-z0-9-]{1,40}$/, "Is not the id of a node.");

/** One node of an attack tree; the release is that of MITRE ATLAS in which its technique was chosen. */
export const attackNode = z.strictObject({
  ...{ id: nodeId, parentId: nodeId.nullable(), ...nodeFields },
  release: z.string().max(40).nullable().default(null),
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

/** What a person says of a tree as a whole. */
export const treeFields = {
  title: text({
    label: "Title",
    help: "The goal, as a person would say it.",
    example: "Customer data leaves",
  }),
};

/** An attack tree as every door answers it. */
export const treeRecord = z.looseObject({
  id: z.uuid(),
  ref: z.string(),
  version: z.int(),
});
