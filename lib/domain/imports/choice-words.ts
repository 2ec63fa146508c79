import "server-only";
import { plainText } from "@/lib/domain/imports/headings";
import type { Option } from "@/lib/platform/schema/field";

/** Words that other tools and people use for a value; they count only where a field has that value. */
const synonyms: Readonly<Record<string, string>> = {
  live: "production",
  prod: "production",
  productive: "production",
  operational: "production",
  active: "production",
  deployed: "production",
  pilot: "validation",
  piloting: "validation",
  test: "validation",
  testing: "validation",
  uat: "validation",
  staging: "validation",
  dev: "development",
  build: "development",
  "in development": "development",
  proposed: "idea",
  planned: "idea",
  concept: "idea",
  decommissioned: "retired",
  sunset: "retired",
  "end life": "retired",
  inactive: "retired",
  moderate: "medium",
  med: "medium",
  severe: "critical",
  "very high": "critical",
  extreme: "critical",
  minor: "low",
  "very low": "low",
  reduce: "mitigate",
  treat: "mitigate",
  mitigation: "mitigate",
  mitigated: "mitigate",
  share: "transfer",
  insure: "transfer",
  outsource: "transfer",
  terminate: "avoid",
  eliminate: "avoid",
  stop: "avoid",
  tolerate: "accept",
  retain: "accept",
  acceptance: "accept",
  accepted: "accept",
  rag: "rag-assistant",
  assistant: "chatbot",
  llm: "content-generation",
  "generative ai": "content-generation",
  ml: "classic-ml",
  "machine learning": "classic-ml",
  copilot: "coding-assistant",
  staff: "employees",
  clients: "customers",
  eea: "eu",
  europe: "eu",
  "united states": "us",
  usa: "us",
  pii: "personal",
  "personal data": "personal",
  sensitive: "special-category",
  hallucination: "hallucination-and-misinformation",
  misinformation: "hallucination-and-misinformation",
  jailbreak: "jailbreaks-and-evasions",
  evasion: "jailbreaks-and-evasions",
  "data leakage": "data-leakage-and-memorisation",
  leakage: "data-leakage-and-memorisation",
  memorization: "data-leakage-and-memorisation",
  memorisation: "data-leakage-and-memorisation",
  "data leakage memorization": "data-leakage-and-memorisation",
  poisoning: "poisoning-and-training-attacks",
  "data poisoning": "poisoning-and-training-attacks",
  "over reliance": "over-reliance-and-automation-bias",
  overreliance: "over-reliance-and-automation-bias",
  "automation bias": "over-reliance-and-automation-bias",
};

const fillers = new Set([
  "in",
  "the",
  "a",
  "of",
  "and",
  "is",
  "risk",
  "level",
  "phase",
  "stage",
  "status",
  "use",
  "under",
]);

/** Returns the value of the option that a cell names by value, label, beginning or common synonym; null when none or several. */
export function readChoice(options: readonly Option[], text: string): string | null {
  const given = plainText(text);
  const words = withoutFillers(given);
  const exact = options.find(({ value, label }) => [plainText(value), plainText(label)].includes(given));
  if (exact) return exact.value;
  const close = options.filter(({ value, label }) =>
    [value, label]
      .map(plainText)
      .map(withoutFillers)
      .includes(words || given),
  );
  if (close.length === 1) return close[0]?.value ?? null;
  const other = synonyms[given] ?? synonyms[words];
  if (other !== undefined && options.some(({ value }) => value === other)) return other;
  const begun =
    words.length < 3 ? [] : options.filter(({ label }) => withoutFillers(plainText(label)).startsWith(words));
  return begun.length === 1 ? (begun[0]?.value ?? null) : null;
}

// "In production", "High (4)" and "Risk level: high" say no more than "production" and "high".
function withoutFillers(text: string): string {
  return text
    .split(" ")
    .filter((word) => !fillers.has(word) && !/^\d+$/.test(word))
    .join(" ");
}
