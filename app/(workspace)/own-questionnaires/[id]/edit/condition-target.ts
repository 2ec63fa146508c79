import type { Condition } from "@/lib/domain/assessments/templates/conditions/schema";
import type { Question } from "@/lib/domain/assessments/templates/schema";
import { systemFacts, systemFields } from "@/lib/domain/inventory/systems/schema";
import { fieldMeta } from "@/lib/platform/schema/field";

/** A condition over one answer or fact. */
export type Leaf = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>;

type Choice = { value: string; label: string };

/** What a condition can hang on: an answer given before, or a fact of the system. */
export interface Target {
  /** "answer:personal-data" or "fact:autonomy". */
  value: string;
  label: string;
  /** How it can be compared. */
  ways: readonly Choice[];
  /** Its values, where it has a list of them. */
  values: readonly Choice[] | null;
}

const answered = [
  { value: "answered", label: "is answered" },
  { value: "unanswered", label: "is not answered" },
];
const known = [
  { value: "known", label: "is known" },
  { value: "unknown", label: "is not known" },
];
const one = [
  { value: "is", label: "is" },
  { value: "in", label: "is one of" },
];
const amount = [
  { value: "atLeast", label: "is at least" },
  { value: "atMost", label: "is at most" },
];
const unsure = { value: "unknown", label: "I don't know" };
const yesNo = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
];

/** Returns what a question may hang on: the questions before it, and the facts of the system. */
export function targetsOf(before: readonly Question[]): Target[] {
  const facts = systemFacts.map((fact): Target => {
    const { kind, label, options } = fieldMeta(systemFields[fact]);
    const base = { value: `fact:${fact}`, label: `System: ${label}` };
    if (kind === "choice") return { ...base, ways: [...one, ...known], values: options ?? null };
    if (kind === "several")
      return { ...base, ways: [{ value: "includes", label: "includes" }, ...known], values: options ?? null };
    const truth = [
      { value: "true", label: "Yes" },
      { value: "false", label: "No" },
    ];
    if (kind === "tri-state")
      return { ...base, ways: [{ value: "is", label: "is" }, ...known], values: truth };
    return { ...base, ways: known, values: null };
  });
  return [...before.map(answerTarget), ...facts];
}

function answerTarget(question: Question): Target {
  const base = {
    value: `answer:${question.key}`,
    label: `${question.label || "Question"} (${question.key})`,
  };
  if (question.kind === "choice")
    return { ...base, ways: [...one, ...answered], values: [...question.options.map(named), unsure] };
  if (question.kind === "yes-no") return { ...base, ways: [...one, ...answered], values: [...yesNo, unsure] };
  if (question.kind === "several")
    return {
      ...base,
      ways: [{ value: "includes", label: "includes" }, ...answered],
      values: question.options.map(named),
    };
  if (question.kind === "scale" || question.kind === "number")
    return { ...base, ways: [...amount, ...answered], values: null };
  return { ...base, ways: answered, values: null };
}

function named({ value, label }: Choice): Choice {
  return { value, label: label || value };
}

/** Returns the value of the target that a condition hangs on. */
export function targetOf(leaf: Leaf): string {
  return "answer" in leaf ? `answer:${leaf.answer}` : `fact:${leaf.fact}`;
}

/** Returns how a condition compares. */
export function wayOf(leaf: Leaf): string {
  if ("answered" in leaf) return leaf.answered ? "answered" : "unanswered";
  if ("known" in leaf) return leaf.known ? "known" : "unknown";
  return ["is", "in", "includes", "atLeast", "atMost"].find((way) => way in leaf) ?? "is";
}

/** Returns the condition that a target compared in a way with values is. */
export function leafOf(target: string, way: string, values: readonly string[]): Leaf {
  const [kind, name = ""] = [target.slice(0, target.indexOf(":")), target.slice(target.indexOf(":") + 1)];
  const [first = ""] = values;
  const about = kind === "answer" ? { answer: name } : { fact: name };
  const truth = (value: string) =>
    kind === "fact" && (value === "true" || value === "false") ? value === "true" : value;
  switch (way) {
    case "answered":
    case "unanswered":
      return { answer: name, answered: way === "answered" };
    case "known":
    case "unknown":
      return { fact: name, known: way === "known" };
    case "in":
      return { ...about, in: values.length > 0 ? [...values] : [""] } as Leaf;
    case "includes":
      return { ...about, includes: first } as Leaf;
    case "atLeast":
      return { answer: name, atLeast: Number(first) || 0 };
    case "atMost":
      return { answer: name, atMost: Number(first) || 0 };
    default:
      return { ...about, is: truth(first) } as Leaf;
  }
}

/** Returns the values that a condition compares with, as text. */
export function valuesOfLeaf(leaf: Leaf): string[] {
  if ("in" in leaf) return leaf.in.map(String);
  for (const way of ["is", "includes", "atLeast", "atMost"] as const)
    if (way in leaf) return [String((leaf as Record<string, unknown>)[way])];
  return [];
}
