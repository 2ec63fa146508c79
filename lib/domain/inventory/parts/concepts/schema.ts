import { capitalised } from "@/lib/platform/schema/capitalised";
/** The kinds of part, in the order in which people read them: name in addresses, words, letter of the reference, icon. */
export const partConcepts = [
  { concept: "models", title: "Models", one: "model", many: "models", letter: "M", icon: "model" },
  { concept: "datasets", title: "Datasets", one: "dataset", many: "datasets", letter: "D", icon: "dataset" },
  { concept: "prompts", title: "Prompts", one: "prompt", many: "prompts", letter: "P", icon: "prompt" },
  { concept: "tools", title: "Tools", one: "tool", many: "tools", letter: "T", icon: "tool" },
  { concept: "agents", title: "Agents", one: "agent", many: "agents", letter: "A", icon: "agent" },
  {
    concept: "guardrails",
    title: "Guardrails",
    one: "guardrail",
    many: "guardrails",
    letter: "G",
    icon: "guardrail",
  },
  { concept: "vendors", title: "Vendors", one: "vendor", many: "vendors", letter: "V", icon: "vendor" },
] as const;

/** The name of a kind of part, as in the address, the permission and the table. */
export type PartConcept = (typeof partConcepts)[number]["concept"];

/** Returns a part of this kind as a heading says it: "Model". */
export function partWord(concept: string): string {
  const { one } = partConcept(concept);
  return capitalised(one);
}

/** Returns the words of a kind of part; throws for any other name. */
export function partConcept(concept: string): (typeof partConcepts)[number] {
  const found = partConcepts.find((kind) => kind.concept === concept);
  if (!found) throw new Error(`${concept} is no kind of part.`);
  return found;
}
