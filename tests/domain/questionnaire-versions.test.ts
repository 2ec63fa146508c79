import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareTemplates } from "@/lib/domain/assessments/templates/compare/rules";
import {
  addQuestion,
  addSection,
  moved,
  questionKeys,
  removed,
  renamed,
  repeatQuestion,
  withKind,
  withQuestion,
} from "@/lib/domain/assessments/templates/edit/rules";
import type { Answer } from "@/lib/domain/assessments/templates/rules";
import type { Question, Template } from "@/lib/domain/assessments/templates/schema";
import { readTemplate, shippedTemplates } from "@/lib/domain/assessments/templates/shipped";
import { upgradeAnswers } from "@/lib/domain/assessments/templates/upgrade/rules";
import { anyAnswers, questionsOf, smallQuestionnaire } from "@/tests/support/questionnaires";

const small = readTemplate("small.yaml", smallQuestionnaire({ when: ", when: { answer: open, is: yes }" }));
const place = (question: number) => ({ section: 0, question });
const value = (one: string | number): Answer => ({ kind: "value", value: one });
const changed = (at: number, fields: object): Template =>
  withQuestion(small, place(at), { ...(questionsOf(small)[at] as Question), ...fields } as Question);
const changesOf = (before: Template, after: Template) =>
  compareTemplates(before, after).map(({ of, key, change }) => `${of} ${key} ${change}`);

describe("two versions of a questionnaire", () => {
  test("that say the same have no difference", () => {
    for (const template of shippedTemplates()) expect(compareTemplates(template, template)).toEqual([]);
  });

  test("name what was added, changed, moved and removed, and from what to what", () => {
    expect(changesOf(small, addQuestion(small, place(0)).draft)).toEqual(["question question-1 added"]);
    expect(changesOf(small, addSection(small, 0).draft)).toEqual([
      "section section-1 added",
      "question question-1 added",
    ]);
    expect(changesOf(small, removed(small, place(1)))).toEqual(["question open removed"]);
    expect(changesOf(small, moved(moved(small, place(0), 1).draft, place(1), 1).draft)).toEqual([
      "question first moved",
    ]);
    expect(compareTemplates(small, changed(0, { label: "Is it so?", required: false }))).toEqual([
      {
        of: "question",
        key: "first",
        label: "Is it so?",
        change: "changed",
        fields: [
          { field: "label", before: "Is it?", after: "Is it so?" },
          { field: "required", before: "yes", after: "no" },
        ],
      },
    ]);
    expect(changesOf(small, { ...small, title: "Other" })).toEqual(["questionnaire small changed"]);
  });

  test("a question in another section is moved, not removed and added", () => {
    const two = addSection(small, 0).draft;
    const after = moved(two, place(2), 1).draft;
    expect(compareTemplates(two, after)).toMatchObject([
      { key: "second", change: "moved", fields: [{ field: "section", before: "one", after: "section-1" }] },
    ]);
  });
});

describe("the steps of writing", () => {
  test("conditions follow a question that gets another key", () => {
    const after = renamed(small, place(1), "is-open");
    expect(questionsOf(after)[2]?.when).toEqual({ answer: "is-open", is: "yes" });
    expect(questionsOf(after)[1]?.key).toBe("is-open");
  });

  test("whatever is moved, repeated and added, no question is lost and no key is there twice", () => {
    const steps = fc.array(fc.tuple(fc.nat(4), fc.nat(3), fc.nat(5)), { maxLength: 25 });
    fc.assert(
      fc.property(steps, (list) => {
        let draft = small;
        let count = questionKeys(draft).length;
        for (const [step, section, question] of list) {
          const at = { section, question };
          const before = draft;
          if (step === 0) draft = moved(draft, at, 1).draft;
          else if (step === 1) draft = moved(draft, at, -1).draft;
          else if (step === 2) draft = repeatQuestion(draft, at).draft;
          else if (step === 3) draft = addSection(draft, section % draft.sections.length).draft;
          else draft = moved(draft, { section }, 1).draft;
          if (step === 2 || step === 3) count += draft === before ? 0 : 1;
        }
        const keys = questionKeys(draft);
        expect(keys.length).toBe(count);
        expect(new Set(keys).size).toBe(count);
      }),
      { numRuns: 60 },
    );
  });

  test("a question of another kind keeps what every kind has, and options among choices", () => {
    const choice = questionsOf(shippedTemplates()[0] as Template).find(({ kind }) => kind === "choice");
    if (choice?.kind !== "choice") throw new Error("There is none.");
    expect(withKind(choice, "several")).toMatchObject({ options: choice.options, label: choice.label });
    expect(withKind(choice, "date")).not.toHaveProperty("options");
  });
});

describe("answers to an older version", () => {
  const answers = { first: value("yes"), open: value("yes"), second: value(4) };

  test("all stay where nothing changed", () => {
    expect(upgradeAnswers(small, small, answers)).toEqual({ kept: answers, reworded: [], rest: [] });
  });

  test.each<[string, Template, string, string]>([
    ["the question is gone", removed(small, place(0)), "first", "not asked any more"],
    ["the question has another kind", changed(0, { kind: "date" }), "first", "is date now"],
    ["the scale is another", changed(2, { to: 10 }), "second", "goes from 1 to 10 now"],
  ])("%s: the answer is listed with why, the others stay", (_what, after, key, words) => {
    const { kept, rest } = upgradeAnswers(small, after, answers);
    expect(rest).toMatchObject([{ key, answer: answers[key as keyof typeof answers] }]);
    expect(rest[0]?.why).toContain(words);
    expect(Object.keys(kept).length).toBe(2);
  });

  test("an answer whose option is gone, whose number is out of reach, or that may not be left out any more does not fit", () => {
    const before = readTemplate(
      "kinds.yaml",
      smallQuestionnaire().replace(
        'kind: yes-no, label: "Is it open?",',
        'kind: choice, label: "Which?", options: [{ value: a, label: "First" }, { value: b, label: "Second" }, { value: c, label: "Third" }],',
      ),
    );
    const [, choice] = questionsOf(before);
    if (choice?.kind !== "choice") throw new Error("Not a choice.");
    const after = withQuestion(before, place(1), { ...choice, options: choice.options.slice(1) });
    expect(upgradeAnswers(before, after, { open: value("a") }).rest[0]?.why).toContain(
      "Choose one of the answers.",
    );
    expect(upgradeAnswers(before, after, { open: value("b") }).rest).toEqual([]);
    const skipped: Answer = { kind: "not-applicable", reason: "No scale." };
    expect(upgradeAnswers(small, changed(2, { notApplicable: false }), { second: skipped }).rest.length).toBe(
      1,
    );
    const number = (max: number, unit = "hours") =>
      changed(0, { kind: "number", unit, min: 0, max, places: 0, points: undefined });
    expect(upgradeAnswers(number(100), number(10), { first: value(50) }).rest[0]?.why).toContain(
      "from 0 to 10",
    );
    expect(upgradeAnswers(number(100), number(100, "days"), { first: value(5) }).rest[0]?.why).toContain(
      "The unit was hours",
    );
  });

  test("an answer stays when its question is only worded otherwise, and is named for another look", () => {
    expect(upgradeAnswers(small, changed(0, { label: "Is it so?" }), answers)).toMatchObject({
      kept: answers,
      reworded: ["first"],
    });
  });

  test("“I don't know” stays as long as the question is there", () => {
    const unknown: Answer = { kind: "unknown" };
    expect(upgradeAnswers(small, changed(0, { points: undefined }), { first: unknown }).kept).toEqual({
      first: unknown,
    });
  });

  test.each(
    shippedTemplates()
      .slice(0, 4)
      .map((one) => [one.key, one] as const),
  )(
    "%s: whatever is answered and whatever becomes of the questionnaire, every answer is kept as it is or listed with why",
    (_key, before) => {
      const edits = fc.array(fc.tuple(fc.nat(3), fc.nat(8), fc.nat(25)), { maxLength: 12 });
      fc.assert(
        fc.property(anyAnswers(before), edits, (given, list) => {
          const after = list.reduce((draft, [step, section, question]) => {
            const at = { section, question };
            const one = draft.sections[section]?.questions[question];
            if (!one) return draft;
            if (step === 0) return removed(draft, at);
            if (step === 1) return moved(draft, at, 1).draft;
            if (step === 2) return withQuestion(draft, at, withKind(one, "several"));
            return "options" in one
              ? withQuestion(draft, at, { ...one, options: one.options.slice(1) })
              : draft;
          }, before);
          const { kept, rest } = upgradeAnswers(before, after, given);
          const told = [...Object.entries(kept), ...rest.map(({ key, answer }) => [key, answer] as const)];
          expect(new Map(told)).toEqual(new Map(Object.entries(given)));
          expect(told.length).toBe(Object.keys(given).length);
          expect(rest.every(({ why }) => why.length > 10)).toBe(true);
        }),
        { numRuns: 40 },
      );
    },
  );

  test("an answer to a question that the older version never had is listed too", () => {
    expect(upgradeAnswers(small, small, { other: value("x") }).rest[0]?.why).toContain(
      "not a question of the version",
    );
  });
});
