import { factLabel } from "@/lib/domain/assessments/facts/words/rules";
import type { Condition } from "@/lib/domain/assessments/templates/conditions/schema";

/** Returns the keys of the questions whose answers a condition reads. */
export function answersRead(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(answersRead);
  if ("any" in condition) return condition.any.flatMap(answersRead);
  if ("not" in condition) return answersRead(condition.not);
  return "answer" in condition ? [condition.answer] : [];
}

/** Returns the condition with another name in place of a question's key. */
export function withKey(condition: Condition, from: string, to: string): Condition {
  if ("all" in condition) return { all: condition.all.map((one) => withKey(one, from, to)) };
  if ("any" in condition) return { any: condition.any.map((one) => withKey(one, from, to)) };
  if ("not" in condition) return { not: withKey(condition.not, from, to) };
  return "answer" in condition && condition.answer === from ? { ...condition, answer: to } : condition;
}

/** Returns a condition in words, such as “personal-data is yes and autonomy is known”. */
export function conditionWords(condition: Condition): string {
  if ("all" in condition) return joined(condition.all, " and ");
  if ("any" in condition) return joined(condition.any, " or ");
  if ("not" in condition) return `not (${conditionWords(condition.not)})`;
  const name = "answer" in condition ? condition.answer : factLabel(condition.fact);
  if ("answered" in condition) return `${name} is ${condition.answered ? "" : "not "}answered`;
  if ("known" in condition) return `${name} is ${condition.known ? "" : "not "}known`;
  if ("is" in condition) return `${name} is ${condition.is}`;
  if ("in" in condition) return `${name} is one of ${condition.in.join(", ")}`;
  if ("includes" in condition) return `${name} includes ${condition.includes}`;
  if ("atLeast" in condition) return `${name} is at least ${condition.atLeast}`;
  return `${name} is at most ${condition.atMost}`;
}

function joined(conditions: readonly Condition[], word: string): string {
  return conditions
    .map((one) => ("all" in one || "any" in one ? `(${conditionWords(one)})` : conditionWords(one)))
    .join(word);
}
