import { conditionWords } from "@/lib/domain/assessments/templates/conditions/rules";
import type { Condition } from "@/lib/domain/assessments/templates/conditions/schema";
import type { Question, Section, Template } from "@/lib/domain/assessments/templates/schema";

/** One difference between two versions of a questionnaire. */
export interface TemplateChange {
  of: "questionnaire" | "section" | "question";
  key: string;
  /** What it is called, in the newer version where it is there. */
  label: string;
  change: "added" | "removed" | "changed" | "moved";
  /** Which fields changed, from what to what. */
  fields: readonly { field: string; before: string; after: string }[];
}

/**
 * Returns what is different in a newer version, in its order, with what was removed at the end: sections and questions are the
 * same when their keys are. Moved is what stands in another section, or in another order beside those that kept theirs.
 */
export function compareTemplates(before: Template, after: Template): TemplateChange[] {
  const changes: TemplateChange[] = [];
  const { sections: _before, ...oldHead } = before;
  const { sections: _after, ...newHead } = after;
  const head = fieldChanges(oldHead, newHead, ["key", "version"]);
  if (head.length > 0)
    changes.push({
      of: "questionnaire",
      key: after.key,
      label: after.title,
      change: "changed",
      fields: head,
    });
  const sections = paired(before.sections, after.sections);
  const questions = paired(before.sections.flatMap(placed), after.sections.flatMap(placed));
  for (const section of after.sections) {
    changes.push(...changesOf("section", section, section.title, sections, ["key", "questions"]));
    for (const question of placed(section))
      changes.push(...changesOf("question", question, question.label, questions, ["key", "section"]));
  }
  for (const { key, title } of sections.gone)
    changes.push({ of: "section", key, label: title, change: "removed", fields: [] });
  for (const { key, label } of questions.gone)
    changes.push({ of: "question", key, label, change: "removed", fields: [] });
  return changes;
}

interface Keyed {
  key: string;
  section?: string;
}

function placed(section: Section): (Question & { section: string })[] {
  return section.questions.map((question) => ({ ...question, section: section.key }));
}

function paired<T extends Keyed>(before: readonly T[], after: readonly T[]) {
  const old = new Map(before.map((one) => [one.key, one]));
  const now = new Set(after.map(({ key }) => key));
  const places = new Map(before.map(({ key }, index) => [key, index]));
  const stayed = after.filter(({ key, section }) => old.has(key) && old.get(key)?.section === section);
  const inOrder = longestRise(stayed.map(({ key }) => places.get(key) ?? 0));
  const still = new Set(stayed.filter((_, index) => inOrder.has(index)).map(({ key }) => key));
  return {
    old,
    gone: before.filter(({ key }) => !now.has(key)),
    moved: new Set(after.filter(({ key }) => old.has(key) && !still.has(key)).map(({ key }) => key)),
  };
}

function changesOf<T extends Keyed>(
  of: "section" | "question",
  one: T,
  label: string,
  { old, moved }: { old: ReadonlyMap<string, T>; moved: ReadonlySet<string> },
  apart: readonly string[],
): TemplateChange[] {
  const found = old.get(one.key);
  const base = { of, key: one.key, label };
  if (!found) return [{ ...base, change: "added", fields: [] }];
  const fields = fieldChanges(found, one, apart);
  const from = found.section !== one.section ? [sectionChange(found, one)] : [];
  return [
    ...(moved.has(one.key) ? [{ ...base, change: "moved" as const, fields: from }] : []),
    ...(fields.length > 0 ? [{ ...base, change: "changed" as const, fields }] : []),
  ];
}

function sectionChange(before: Keyed, after: Keyed) {
  return { field: "section", before: before.section ?? "", after: after.section ?? "" };
}

function fieldChanges(before: object, after: object, apart: readonly string[]) {
  const [old, now] = [before as Record<string, unknown>, after as Record<string, unknown>];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => !apart.includes(field))
    .map((field) => ({ field, before: saidIn(field, old[field]), after: saidIn(field, now[field]) }))
    .filter((one) => one.before !== one.after);
}

function saidIn(field: string, value: unknown): string {
  return field === "when" && value !== undefined ? conditionWords(value as Condition) : said(value);
}

function said(value: unknown): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((one) => said(one)).join("; ");
  if (typeof value !== "object") return String(value);
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .filter(([, one]) => one !== undefined)
    .map(([key, one]) => `${key} ${said(one)}`)
    .join(", ");
}

// The places in a list that together rise and are as many as can be: what is not among them was moved.
function longestRise(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, number] of numbers.entries()) {
    const at = ends.findIndex((end) => (numbers[end] ?? 0) >= number);
    const place = at === -1 ? ends.length : at;
    before[index] = ends[place - 1] ?? -1;
    ends[place] = index;
  }
  const found = new Set<number>();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) found.add(index);
  return found;
}
