import "server-only";
import { answersRead } from "@/lib/domain/assessments/templates/conditions/rules";
import type { Condition } from "@/lib/domain/assessments/templates/conditions/schema";
import { maxPoints } from "@/lib/domain/assessments/templates/rules";
import { type Question, type Template, template as whole } from "@/lib/domain/assessments/templates/schema";

/** What a template may point at outside itself. */
export interface Known {
  /** Each citable framework with the refs it holds. */
  refs: ReadonlyMap<string, ReadonlySet<string>>;
  risks: ReadonlySet<string>;
  controls: ReadonlySet<string>;
}

/** One thing that keeps a template from being used, and where it stands: the places of its section and question in their lists. */
export interface Fault {
  section?: number;
  question?: number;
  /** In words: "Section people", "Question purpose". */
  place: string;
  message: string;
}

/** How much one template may hold, beyond the limits of its lists. */
const templateLimits = { questions: 300, conditionDepth: 5 };

/** Returns everything that keeps a template from being used, in the order in which it is read: what its shape lacks, and what does not fit together. */
export function faultsOf(template: Template, known: Known): Fault[] {
  const order = ({ section = -1, question = -1 }: Fault) => section * 1_000 + question;
  const all = [...shapeFaults(template), ...checkTemplate(template, known)];
  return all.toSorted((a, b) => order(a) - order(b));
}

function shapeFaults(template: Template): Fault[] {
  const parsed = whole.safeParse(template);
  if (parsed.success) return [];
  const faults = parsed.error.issues.map(({ path, code, message }): Fault => {
    const [, section, , question] = path[0] === "sections" ? (path as [string, number, string, number]) : [];
    const words = code === "invalid_union" ? "A condition or suggestion is not complete." : message;
    return faultAt(template, words, section, path[2] === "questions" ? question : undefined);
  });
  return [...new Map(faults.map((one) => [`${one.section} ${one.question} ${one.message}`, one])).values()];
}

function faultAt(template: Template, message: string, section?: number, question?: number): Fault {
  const [one, within] = [template.sections[section ?? -1], question];
  if (section === undefined || !one) return { place: "The questionnaire", message };
  if (within === undefined) return { section, place: `Section ${one.key || section + 1}`, message };
  return {
    section,
    question: within,
    place: `Question ${one.questions[within]?.key || within + 1}`,
    message,
  };
}

/** Returns what is wrong with a template beyond its shape: double keys, conditions on later or unknown questions or values, sources that do not exist, a promise of monotone score that its conditions break. */
function checkTemplate(template: Template, known: Known): Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, Question>();
  const sections = new Set<string>();
  const say = (message: string, section?: number, question?: number) =>
    faults.push(faultAt(template, message, section, question));
  for (const [at, section] of template.sections.entries()) {
    if (sections.has(section.key)) say("Its key is there twice.", at);
    sections.add(section.key);
    if (section.when) for (const text of conditionFaults(section.when, seen)) say(text, at);
    for (const [index, question] of section.questions.entries()) {
      if (seen.has(question.key)) say("Its key is there twice.", at, index);
      if (question.when) for (const text of conditionFaults(question.when, seen)) say(text, at, index);
      for (const text of questionFaults(question, known)) say(text, at, index);
      if (template.scoring?.monotone && maxPoints(question) > 0)
        for (const one of answersRead({
          all: [section.when, question.when].filter((each) => each !== undefined),
        }))
          if (maxPoints(seen.get(one)) > 0)
            say(
              `It is scored and hangs on ${one}, which is scored too; the score cannot be monotone.`,
              at,
              index,
            );
      seen.set(question.key, question);
    }
  }
  if (seen.size > templateLimits.questions)
    say(`There are more than ${templateLimits.questions} questions. Make two questionnaires of it.`);
  const froms = template.scoring?.bands.map((band) => band.from) ?? [0];
  if (froms[0] !== 0) say("The first band must start at 0.");
  if (froms.some((from, index) => index > 0 && from <= (froms[index - 1] ?? 0)))
    say("Bands must rise from one to the next.");
  return faults;
}

function questionFaults(question: Question, known: Known): string[] {
  const faults: string[] = [];
  for (const { framework, ref } of question.sources) {
    const refs = known.refs.get(framework);
    if (!refs) faults.push(`There is no framework "${framework}" in force. Cite another.`);
    else if (!refs.has(ref)) faults.push(`${framework} has no ${ref}.`);
  }
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

function conditionFaults(condition: Condition, seen: ReadonlyMap<string, Question>, depth = 1): string[] {
  const most = templateLimits.conditionDepth;
  if (depth > most) return [`Its condition is nested more than ${most} levels deep.`];
  if ("all" in condition) return condition.all.flatMap((one) => conditionFaults(one, seen, depth + 1));
  if ("any" in condition) return condition.any.flatMap((one) => conditionFaults(one, seen, depth + 1));
  if ("not" in condition) return conditionFaults(condition.not, seen, depth + 1);
  if (!("answer" in condition)) return [];
  const question = seen.get(condition.answer);
  if (!question) return [`It hangs on ${condition.answer || "no question"}, which is not asked before it.`];
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
