import { withKey } from "@/lib/domain/assessments/templates/conditions/rules";
import type { Condition } from "@/lib/domain/assessments/templates/conditions/schema";
import type { Question, Section, Template } from "@/lib/domain/assessments/templates/schema";

// How a questionnaire is written: each step takes a draft and returns the next one, the old one untouched.

/** Where something stands in a draft: a section, or a question of it, by their places in the lists. */
export interface Place {
  section: number;
  question?: number | undefined;
}

export type QuestionKind = Question["kind"];

/** Returns a questionnaire with nothing in it but one section with one question. */
export function blankTemplate(key: string, title: string, purpose: string): Template {
  const first: Section = { key: "section-1", title: "", questions: [blankQuestion("question-1", "yes-no")] };
  return { key, version: 1, title, purpose, subject: "systems", approvals: 1, sections: [first] };
}

/** Returns a question of a kind with nothing said in it yet; what the kind cannot be without has a usual value. */
function blankQuestion(key: string, kind: QuestionKind): Question {
  return ofKind({ key, label: "", sources: [], required: true, notApplicable: false, suggests: [] }, kind);
}

type Common = Pick<Question, "key" | "label" | "sources" | "required" | "notApplicable" | "suggests"> &
  Partial<Pick<Question, "help" | "when" | "evidence">>;

/** Returns the question as one of another kind: what every kind has is kept, the options of a choice too. */
export function withKind(question: Question, kind: QuestionKind): Question {
  const { key, label, sources, required, notApplicable, suggests, help, when, evidence } = question;
  const kept = { key, label, sources, required, notApplicable, suggests };
  const made = ofKind(
    { ...kept, ...(help ? { help } : {}), ...(when ? { when } : {}), ...(evidence ? { evidence } : {}) },
    kind,
  );
  if ("options" in question && "options" in made) return { ...made, options: question.options };
  return made;
}

function ofKind(common: Common, kind: QuestionKind): Question {
  switch (kind) {
    case "choice":
    case "several":
      return { kind, ...common, weight: 1, options: [blankOption("option-1"), blankOption("option-2")] };
    case "scale":
      return { kind, ...common, weight: 1, from: 1, to: 5, labels: {}, points: "none" };
    case "yes-no":
      return { kind, ...common, weight: 1 };
    case "number":
      return { kind, ...common, unit: "", min: 0, max: 100, places: 0 };
    case "text":
      return { kind, ...common, max: 4_000 };
    case "records":
      return { kind, ...common, concept: "systems" };
    case "table":
      return { kind, ...common, columns: [{ key: "column-1", label: "", kind: "text" }], maxRows: 50 };
    default:
      return { kind, ...common };
  }
}

/** Returns an option with no words yet. */
export function blankOption(value: string) {
  return { value, label: "" };
}

/** Returns a key made of words that none of those in use is: letters, digits and hyphens. */
export function freeKey(words: string, used: readonly string[], otherwise: string): string {
  const base =
    words
      .normalize("NFKD")
      .toLowerCase()
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^[^a-z]+|-+$/g, "")
      .slice(0, 40)
      .replace(/-+$/, "") || otherwise;
  const taken = new Set(used);
  for (let number = 1; ; number += 1) {
    const key = number === 1 && base !== otherwise ? base : `${base}-${number}`;
    if (!taken.has(key) && key !== "constructor") return key;
  }
}

/** Returns the keys of all questions. */
export function questionKeys({ sections }: Template): string[] {
  return sections.flatMap(({ questions }) => questions.map(({ key }) => key));
}

/** Returns the draft with another section at a place. */
export function withSection(draft: Template, at: number, section: Section): Template {
  return { ...draft, sections: draft.sections.map((one, index) => (index === at ? section : one)) };
}

/** Returns the draft with another question at a place. */
export function withQuestion(draft: Template, { section, question }: Place, next: Question): Template {
  const found = draft.sections[section];
  if (!found) return draft;
  const questions = found.questions.map((one, index) => (index === question ? next : one));
  return withSection(draft, section, { ...found, questions });
}

/** Returns the draft with a new section after a place, and where it stands. */
export function addSection(draft: Template, after: number): { draft: Template; place: Place } {
  const key = freeKey(
    "",
    draft.sections.map((one) => one.key),
    "section",
  );
  const question = blankQuestion(freeKey("", questionKeys(draft), "question"), "yes-no");
  const sections = inserted(draft.sections, after + 1, { key, title: "", questions: [question] });
  return { draft: { ...draft, sections }, place: { section: after + 1 } };
}

/** Returns the draft with a new question after a place, of the kind of its neighbour, and where it stands. */
export function addQuestion(
  draft: Template,
  { section, question = -1 }: Place,
): { draft: Template; place: Place } {
  const found = draft.sections[section];
  if (!found) return { draft, place: { section } };
  const kind = found.questions[question]?.kind ?? "yes-no";
  const made = blankQuestion(freeKey("", questionKeys(draft), "question"), kind);
  const questions = inserted(found.questions, question + 1, made);
  return {
    draft: withSection(draft, section, { ...found, questions }),
    place: { section, question: question + 1 },
  };
}

/** Returns the draft with a question once more after itself under a key of its own, and where it stands. */
export function repeatQuestion(
  draft: Template,
  { section, question = 0 }: Place,
): { draft: Template; place: Place } {
  const [found, one] = [draft.sections[section], draft.sections[section]?.questions[question]];
  if (!found || !one) return { draft, place: { section, question } };
  const copy = { ...one, key: freeKey(one.key, questionKeys(draft), "question") };
  const questions = inserted(found.questions, question + 1, copy);
  return {
    draft: withSection(draft, section, { ...found, questions }),
    place: { section, question: question + 1 },
  };
}

/** Returns the draft without what stands at a place. */
export function removed(draft: Template, { section, question }: Place): Template {
  const found = draft.sections[section];
  if (!found) return draft;
  if (question === undefined)
    return { ...draft, sections: draft.sections.filter((_, index) => index !== section) };
  return withSection(draft, section, {
    ...found,
    questions: found.questions.filter((_, index) => index !== question),
  });
}

/** Returns the draft with a section or question one step up or down; at the end of its section a question goes on into the next. */
export function moved(draft: Template, place: Place, step: -1 | 1): { draft: Template; place: Place } {
  const { section, question } = place;
  const found = draft.sections[section];
  if (question === undefined) {
    const to = section + step;
    if (!draft.sections[to] || !found) return { draft, place };
    return { draft: { ...draft, sections: swapped(draft.sections, section, to) }, place: { section: to } };
  }
  const one = found?.questions[question];
  if (!found || !one) return { draft, place };
  if (found.questions[question + step]) {
    const questions = swapped(found.questions, question, question + step);
    return {
      draft: withSection(draft, section, { ...found, questions }),
      place: { section, question: question + step },
    };
  }
  const next = draft.sections[section + step];
  if (!next) return { draft, place };
  const at = step === 1 ? 0 : next.questions.length;
  const without = removed(draft, place);
  const questions = inserted(next.questions, at, one);
  return {
    draft: withSection(without, section + step, { ...next, questions }),
    place: { section: section + step, question: at },
  };
}

/** Returns the draft with another key for a question; conditions that read its answer follow. */
export function renamed(draft: Template, place: Place, key: string): Template {
  const before = draft.sections[place.section]?.questions[place.question ?? -1];
  if (!before) return draft;
  const follow = <T extends { when?: Condition | undefined }>(one: T): T =>
    one.when && before.key !== "" ? { ...one, when: withKey(one.when, before.key, key) } : one;
  const sections = draft.sections.map((section) => ({
    ...follow(section),
    questions: section.questions.map(follow),
  }));
  return withQuestion({ ...draft, sections }, place, { ...before, key });
}

function inserted<T>(list: readonly T[], at: number, one: T): T[] {
  return [...list.slice(0, at), one, ...list.slice(at)];
}

function swapped<T>(list: readonly T[], a: number, b: number): T[] {
  const next = [...list];
  [next[a], next[b]] = [list[b] as T, list[a] as T];
  return next;
}
