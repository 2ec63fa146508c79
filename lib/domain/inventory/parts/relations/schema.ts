/** How one part names another: the words from the side that names, and from the side that is named. */
const relations = {
  "provided-by": { label: "Provided by", reverse: "Provides" },
  "trained-on": { label: "Trained on", reverse: "Trains" },
  "based-on": { label: "Based on", reverse: "Base of" },
  uses: { label: "Uses", reverse: "Used by" },
  "delegates-to": { label: "Delegates to", reverse: "Takes work from" },
  "written-for": { label: "Written for", reverse: "Has the prompt" },
  protects: { label: "Protects", reverse: "Protected by" },
} as const;

/** A relation between two parts; what is protected is nothing that the guardrail needs (see needs_of in the database). */
export type Relation = keyof typeof relations;

/** Returns the words of a stored relation, from either side. */
export function relationWords(relation: string): { label: string; reverse: string } {
  return relations[relation as Relation] ?? { label: relation, reverse: relation };
}
