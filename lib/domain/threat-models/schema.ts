import * as z from "zod";

/** The six letters of STRIDE and the four harms of AI that need no attacker. */
export const categories = [
  "Spoofing",
  "Tampering",
  "Repudiation",
  "Information disclosure",
  "Denial of service",
  "Elevation of privilege",
  "AI harm: hallucination",
  "AI harm: over-reliance",
  "AI harm: unsafe output",
  "AI harm: unfair output",
] as const;

export type Category = (typeof categories)[number];

/** The families of threats to AI, and what is in none of them. */
export const families = [
  { value: "prompt_injection", label: "Prompt injection" },
  { value: "data_leakage", label: "Data leakage and memorisation" },
  { value: "jailbreak_evasion", label: "Jailbreaks and evasions" },
  { value: "hallucination_misinformation", label: "Hallucination and misinformation" },
  { value: "model_poisoning", label: "Poisoning and training attacks" },
  { value: "over_reliance", label: "Over-reliance and automation bias" },
  { value: "other_security", label: "Other security" },
] as const;

export type Family = (typeof families)[number]["value"];

/** What a rule found: it applies, it may apply once something is answered, or it does not apply. */
export type Finding = "open" | "needs_answer" | "silent";

/** How deep an analysis has to be for a rule to be asked. */
export const tiers = [
  { value: "1", label: "Always asked" },
  { value: "2", label: "In a deep analysis" },
] as const;

/** An id of a list of threats with its edition, as a threat or a rule keeps it; its name where Plumbline does not come with that edition. */
const cited = z.object({
  framework: z.string(),
  edition: z.string(),
  id: z.string(),
  name: z.string().optional(),
});

export type Cited = z.output<typeof cited>;

/** The ids that a threat or a rule cites. */
export const citedList = z.array(cited);
