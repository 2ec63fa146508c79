import "server-only";
import { maxPoints } from "@/lib/domain/assessments/templates/rules";
import type { Condition, Question, Template } from "@/lib/domain/assessments/templates/schema";

/** What a template may point at outside itself. */
export interface Known {
  /** Each citable framework with the refs it holds. */
  refs: ReadonlyMap<string, ReadonlySet<string>>;
  risks: ReadonlySet<string>;
  controls: ReadonlySet<string>;
}

/** Returns in words what is wrong with a template beyond its shape: double keys, conditions on later or unknown questions or values, sources that do not exist, a promise of monotone score that its conditions break. */
export function checkTemplate(template: Template, known: Known): string[] {
  const faults: string[] = [];
  const seen = new Map<string, Question>();
  const sections = new Set<string>();
  for (const section of template.sections) {
    if (sections.has(section.key)) faults.push(`Section ${section.key} is there twice.`);
    sections.add(section.key);
    if (section.when)
      faults.push(...conditionFaults(section.when, seen).map((text) => `Section ${section.key}: ${text}`));
    for (const question of section.questions) {
      const place = `Question ${question.key}`;
      if (seen.has(question.key)) faults.push(`${place} is there twice.`);
      if (question.when)
        faults.push(...conditionFaults(question.when, seen).map((text) => `${place}: ${text}`));
      faults.push(...questionFaults(question, known).map((text) => `${place}: ${text}`));
      if (template.scoring?.monotone && maxPoints(question) > 0)
        for (const one of answersOf({
          all: [section.when, question.when].filter((each) => each !== undefined),
        }))
          if (maxPoints(seen.get(one)) > 0)
            faults.push(
              `${place}: is scored and hangs on ${one}, which is scored too; the score cannot be monotone.`,
            );
      seen.set(question.key, question);
    }
  }
  const froms = template.scoring?.bands.map((band) => band.from) ?? [0];
  if (froms[0] !== 0) faults.push("The first band must start at 0.");
  if (froms.some((from, index) => index > 0 && from <= (froms[index - 1] ?? 0)))
    faults.push("Bands must rise from one to the next.");
  return faults;
}

function questionFaults(question: Question, known: Known): string[] {
  const faults: string[] = [];
  for (const { framework, ref } of question.sources)
    if (!known.refs.get(framework)?.has(ref)) faults.push(`${framework} has no ${ref}.`);
  const values = valuesOf(question);
  for (const one of question.suggests) {
    if (!one.risk && !one.control) faults.push("A suggestion names neither a risk nor a control.");
    if (one.risk && !known.risks.has(one.risk)) faults.push(`The catalogue has no risk ${one.risk}.`);
    if (one.control && !known.controls.has(one.control)) faults.push(`There is no control ${one.control}.`);
    if (Array.isArray(one.when))
      for (const value of one.when)
        if (value !== "unknown" && !values?.has(value))
          faults.push(`${value} is not an answer a suggestion can wait for.`);
  }
  if (question.kind === "scale" && question.from >= question.to) faults.push("A scale must rise.");
  if (question.kind === "number" && question.min > question.max) faults.push("The least is above the most.");
  if (
    "options" in question &&
    new Set(question.options.map((one) => one.value)).size < question.options.length
  )
    faults.push("Two options have the same value.");
  if (question.kind === "table")
    for (const column of question.columns)
      if ((column.kind === "choice") !== (column.options !== undefined))
        faults.push(`Column ${column.key}: options go with a choice.`);
  return faults;
}

function conditionFaults(condition: Condition, seen: ReadonlyMap<string, Question>): string[] {
  if ("all" in condition) return condition.all.flatMap((one) => conditionFaults(one, seen));
  if ("any" in condition) return condition.any.flatMap((one) => conditionFaults(one, seen));
  if ("not" in condition) return conditionFaults(condition.not, seen);
  if (!("answer" in condition)) return [];
  const question = seen.get(condition.answer);
  if (!question) return [`hangs on ${condition.answer}, which is not asked before it.`];
  const values = valuesOf(question);
  const named =
    "is" in condition
      ? [condition.is]
      : "in" in condition
        ? condition.in
        : "includes" in condition
          ? [condition.includes]
          : [];
  return named
    .filter((value) => value !== "unknown" && values !== undefined && !values.has(String(value)))
    .map((value) => `${condition.answer} is never answered by ${value}.`);
}

/** Returns the keys of the questions whose answers a condition reads. */
function answersOf(condition: Condition): string[] {
  if ("all" in condition) return condition.all.flatMap(answersOf);
  if ("any" in condition) return condition.any.flatMap(answersOf);
  if ("not" in condition) return answersOf(condition.not);
  return "answer" in condition ? [condition.answer] : [];
}

function valuesOf(question: Question): Set<string> | undefined {
  if (question.kind === "yes-no") return new Set(["yes", "no"]);
  if (question.kind === "choice" || question.kind === "several")
    return new Set(question.options.map((one) => one.value));
  if (question.kind === "scale")
    return new Set(
      Array.from({ length: question.to - question.from + 1 }, (_, step) => String(question.from + step)),
    );
  return undefined;
}
