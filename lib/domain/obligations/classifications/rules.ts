import { modelClasses, riskClasses } from "@/lib/domain/obligations/classifications/schema";
import type { Classification, Classified, Outcome } from "@/lib/domain/obligations/schema";

/** What a classification comes to in one line of a register. */
export interface Headline {
  /** Null while an open question could change it, and for a model alone. */
  riskClass: Outcome | null;
  modelClass: Outcome | null;
  routes: string[];
  /** The first dates of that class, or of the model's where it is all there is. */
  appliesFrom: string | null;
  practicalFrom: string | null;
}

// What no open question can make graver: a prohibition is the gravest, and a high-risk outcome is only given once none can end it.
const settled: readonly Outcome[] = ["unacceptable", "high", "high_sectoral"];

/**
 * Returns the gravest class of the system and of its model with the first dates of each. While questions are open only what they
 * cannot make lighter is given: unknown is never minimal.
 */
export function headlineOf({
  outcomes,
  openQuestions,
}: Pick<Classification, "outcomes" | "openQuestions">): Headline {
  const gravest = (classes: readonly { value: Outcome }[], of: readonly Classified[]) =>
    classes.map(({ value }) => value).find((value) => of.some(({ outcome }) => outcome === value)) ?? null;
  const found = gravest(riskClasses, outcomes.filter(ofSystem));
  const riskClass = openQuestions.length === 0 || (found && settled.includes(found)) ? found : null;
  const modelClass = gravest(modelClasses, outcomes);
  const lines = outcomes.filter(({ outcome }) => outcome === (riskClass ?? modelClass));
  const first = (dates: (string | null)[]) => dates.filter((one) => one !== null).sort()[0] ?? null;
  return {
    riskClass,
    modelClass,
    routes: [...new Set(lines.flatMap(({ route }) => route ?? []))].sort(),
    appliesFrom: first(lines.map((one) => one.appliesFrom)),
    practicalFrom: first(lines.map((one) => one.practicalFrom)),
  };
}

// A model that is used for research alone is out of scope by G2, which says nothing of the system.
function ofSystem({ path }: Classified): boolean {
  return !path.includes("G1");
}

/** Returns whether two values of a fact are the same: the order of several says nothing, nothing known is the same however written. */
export function sameFact(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other);
}

function plain(value: unknown): string {
  if (Array.isArray(value))
    return value.length === 0 ? "null" : JSON.stringify([...value].map(String).sort());
  return value === null || value === undefined || value === "" ? "null" : String(value);
}
