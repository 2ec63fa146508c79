import "server-only";
import { createHash } from "node:crypto";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question } from "@/lib/domain/assessments/templates/schema";

interface Given {
  /** The same words give the same answers at every loading. */
  seed: string;
  texts: Readonly<Record<string, string>>;
  /** What the register says of the system. */
  facts: Readonly<Record<string, unknown>>;
  /** The records that the system uses, by kind. */
  records: Readonly<Record<string, readonly string[]>>;
  moreIs: "better" | "worse";
}

/** Returns an answer of the demo to a question: mostly good, sometimes not, now and then "I don't know". */
export function demoAnswer(question: Question, given: Given): Answer {
  const chance = chanceOf(`${given.seed} ${question.key}`);
  const stated = statedFact(question, given.facts);
  if (stated) return stated;
  if (chance > 0.95 && question.kind !== "text") return { kind: "unknown" };
  switch (question.kind) {
    case "yes-no":
      return { kind: "value", value: chance < 0.72 === goodYes(question, given.moreIs) ? "yes" : "no" };
    case "choice":
      return {
        kind: "value",
        value: ranked(question, given.moreIs)[chance < 0.6 ? 0 : chance < 0.85 ? 1 : 2] ?? "",
      };
    case "several":
      return { kind: "value", value: ranked(question, given.moreIs).slice(0, chance < 0.5 ? 3 : 2) };
    case "scale":
      return { kind: "value", value: question.from + Math.round(chance * (question.to - question.from)) };
    case "number":
      return { kind: "value", value: Math.min(question.max, Math.max(question.min, 30)) };
    case "date":
      return { kind: "value", value: "2027-03-31" };
    case "text":
      return given.texts[question.key] === undefined
        ? { kind: "unknown" }
        : { kind: "value", value: given.texts[question.key] ?? "" };
    case "records": {
      const named = given.records[question.concept] ?? [];
      return named.length > 0 ? { kind: "value", value: named } : { kind: "unknown" };
    }
    default:
      return { kind: "unknown" };
  }
}

function chanceOf(seed: string): number {
  return createHash("sha256").update(seed).digest().readUInt32BE(0) / 2 ** 32;
}

function statedFact(question: Question, facts: Given["facts"]): Answer | null {
  if (!("sets" in question) || !question.sets || question.sets.as) return null;
  const value = facts[question.sets.fact];
  if (typeof value === "boolean") return { kind: "value", value: value ? "yes" : "no" };
  if (!("options" in question)) return null;
  const known = new Set(question.options.map((one) => one.value));
  if (typeof value === "string" && known.has(value)) return { kind: "value", value };
  const several = Array.isArray(value) ? value.map(String).filter((one) => known.has(one)) : [];
  return several.length > 0 && question.kind === "several" ? { kind: "value", value: several } : null;
}

function goodYes({ points }: Extract<Question, { kind: "yes-no" }>, moreIs: Given["moreIs"]): boolean {
  if (!points) return true;
  return moreIs === "better" ? points.yes >= points.no : points.yes <= points.no;
}

// The options from the best to the worst; in their order where they are not scored.
function ranked(
  question: Extract<Question, { kind: "choice" | "several" }>,
  moreIs: Given["moreIs"],
): string[] {
  const sign = moreIs === "better" ? -1 : 1;
  return question.options
    .toSorted((a, b) => sign * ((a.points ?? 0) - (b.points ?? 0)))
    .map(({ value }) => value);
}
