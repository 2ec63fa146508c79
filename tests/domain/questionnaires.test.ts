import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { getTemplate, listTemplates } from "@/lib/domain/assessments/templates/queries";
import {
  type Answer,
  type Answers,
  askedOf,
  maxPoints,
  scoreOf,
} from "@/lib/domain/assessments/templates/rules";
import type { Question, Template } from "@/lib/domain/assessments/templates/schema";
import { readTemplate, shippedTemplates } from "@/lib/domain/assessments/templates/shipped";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { questionsOf, smallQuestionnaire as small } from "@/tests/support/questionnaires";
import { createWorld, personWith } from "@/tests/support/world";

const templates = shippedTemplates();

const yes: Answer = { kind: "value", value: "yes" };
const no: Answer = { kind: "value", value: "no" };
const unknown: Answer = { kind: "unknown" };

describe("the shipped questionnaires", () => {
  test("are nine, each of a size for real use, every question with a source that exists", () => {
    expect(templates.map(({ key }) => key).toSorted()).toEqual([
      "ai-risk-assessment",
      "ai-system-impact-assessment",
      "cicd-security-checklist",
      "data-security-and-privacy",
      "fairness-and-bias",
      "fundamental-rights-impact-assessment",
      "secure-llm-lifecycle",
      "supplier-assessment",
      "transparency-evaluation",
    ]);
    for (const template of templates) {
      expect([template.key, questionsOf(template).length >= 25]).toEqual([template.key, true]);
      for (const { key, sources } of questionsOf(template))
        expect([key, sources.length > 0]).toEqual([key, true]);
    }
  });

  test("the fundamental rights impact assessment asks for every letter of Art. 27(1)", () => {
    const cited = cites("fundamental-rights-impact-assessment", "eu-ai-act");
    for (const letter of "abcdef") expect([...cited]).toContain(`Art. 27(1)(${letter})`);
  });

  test("the risk assessment rests on every subcategory of MAP, MEASURE and MANAGE", () => {
    const cited = cites("ai-risk-assessment", "nist-ai-rmf");
    const counts = ["MAP", "MEASURE", "MANAGE"].map(
      (name) => [...cited].filter((ref) => new RegExp(`^${name} \\d+\\.\\d+$`).test(ref)).length,
    );
    expect(counts).toEqual([18, 22, 13]);
  });

  test("the table of the fairness evaluation holds a confusion table for each group", () => {
    const fairness = templates.find(({ key }) => key === "fairness-and-bias");
    const table =
      fairness &&
      questionsOf(fairness).find((one) => one.kind === "table" && one.figures === "group-fairness");
    expect(table?.kind === "table" && table.columns.map(({ key }) => key)).toEqual([
      "group",
      "true-positives",
      "false-positives",
      "true-negatives",
      "false-negatives",
    ]);
  });

  test.each(templates.map((template) => [template.key, template] as const))(
    "%s: whatever is answered, an answered question is asked or named as no longer asked",
    (_key, template) => {
      fc.assert(
        fc.property(answersOf(template), factsArbitrary, (answers, facts) => {
          const { sections, hidden } = askedOf(template, answers, facts);
          const asked = sections.flatMap(({ questions }) => questions.map(({ key }) => key));
          const told = new Set([...asked, ...hidden.map(({ key }) => key)]);
          expect(Object.keys(answers).filter((key) => answers[key] && !told.has(key))).toEqual([]);
          expect(asked.filter((key) => hidden.some((one) => one.key === key))).toEqual([]);
        }),
        { numRuns: 40 },
      );
    },
  );

  test.each(
    templates.filter(({ scoring }) => scoring?.monotone).map((template) => [template.key, template] as const),
  )("%s: an answer with more points never lowers the share of points", (_key, template) => {
    const scored = questionsOf(template).filter((question) => maxPoints(question) > 0);
    fc.assert(
      fc.property(answersOf(template), factsArbitrary, fc.nat(), (answers, facts, pick) => {
        const question = scored[pick % scored.length];
        if (!question) return;
        const shares = rankedAnswers(question).map(
          (answer) => scoreOf(template, { ...answers, [question.key]: answer }, facts)?.percent ?? 0,
        );
        shares.forEach((share, index) => {
          expect(share).toBeGreaterThanOrEqual((shares[index - 1] ?? 0) - 1e-9);
        });
      }),
      { numRuns: 60 },
    );
  });

  test("are listed and opened by everybody, with the titles of what they cite", async () => {
    const { rows } = await listTemplates.execute(reader, {});
    expect(rows.length).toBe(9);
    const { titles, template } = await getTemplate.execute(reader, { key: "ai-risk-assessment" });
    expect(template.version).toBe(1);
    expect(Object.values(titles).every((title) => title.length > 3)).toBe(true);
    await expect(getTemplate.execute(reader, { key: "none-such" })).rejects.toBeInstanceOf(NotFound);
  });
});

describe("a questionnaire", () => {
  const when = ", when: { answer: open, is: yes }";

  test("asks only what applies, and an answer that is no longer asked for counts for nothing but is named", () => {
    const template = readTemplate("small.yaml", small({ when }));
    const second: Answer = { kind: "value", value: 5 };
    const open = { first: yes, open: yes, second };
    expect(askedOf(template, open, {}).hidden).toEqual([]);
    expect(scoreOf(template, open, {})).toMatchObject({ percent: 100, earned: 4, most: 4 });
    const closed = { ...open, open: no };
    expect(askedOf(template, closed, {}).hidden.map(({ key }) => key)).toEqual(["second"]);
    expect(scoreOf(template, closed, {})).toMatchObject({ percent: 100, earned: 2, most: 2 });
  });

  test("weighs, leaves out what does not apply and what is open, and takes unknown for the worst", () => {
    const template = readTemplate("small.yaml", small());
    const score = (answers: Answers) => scoreOf(template, answers, {});
    expect(score({})).toMatchObject({ percent: null, open: 2 });
    expect(score({ first: yes, second: unknown })).toMatchObject({
      percent: 50,
      earned: 2,
      most: 4,
      unknown: 1,
    });
    expect(score({ first: yes, second: { kind: "value", value: "3" } })).toMatchObject({
      earned: 3,
      percent: 75,
    });
    expect(score({ first: yes, second: { kind: "not-applicable", reason: "No scale." } })).toMatchObject({
      percent: 100,
      notApplicable: 1,
    });
    expect(score({ first: yes, second: unknown })?.band?.key).toBe("weak");
    expect(score({ first: yes })).toMatchObject({ percent: 100, open: 1, band: null });
    expect(score({ first: yes, second: { kind: "value", value: 4 } })?.band?.key).toBe("strong");
  });

  test.each([
    ["a source that no framework has", small({ source: "MAP 99.9" }), "nist-ai-rmf has no MAP 99.9"],
    [
      "a condition on a question that comes later",
      small().replace("points: { yes: 2, no: 0 }", "when: { answer: second, is: 3 }"),
      "not asked before it",
    ],
    [
      "a condition on a value that is never answered",
      small({ when: ", when: { answer: open, is: perhaps }" }),
      "never answered by perhaps",
    ],
    [
      "a promise that its conditions break",
      small({ when: ", when: { answer: first, is: yes }" }),
      "cannot be monotone",
    ],
    ["the same key twice", small().replace("key: open", "key: first"), "there twice"],
    ["a field it does not know", small().replace("version: 1", "version: 1\ncolour: red"), "colour"],
    ["bands that do not begin at 0", small().replace("from: 0,", "from: 10,"), "start at 0"],
  ])("with %s is refused in words", (_what, text, words) => {
    expect(() => readTemplate("small.yaml", text)).toThrow(words);
  });
});

let reader: Actor;
beforeAll(async () => {
  const world = await createWorld();
  reader = await personWith("reader", world.claims);
});

function cites(key: string, framework: string): Set<string> {
  const template = templates.find((one) => one.key === key);
  const sources = template ? questionsOf(template).flatMap((question) => question.sources) : [];
  return new Set(sources.filter((one) => one.framework === framework).map(({ ref }) => ref));
}

/** The answers that a scored question can have, those with the fewest points first. */
function rankedAnswers(question: Question): Answer[] {
  const value = (one: string | readonly string[]): Answer => ({ kind: "value", value: one });
  if (question.kind === "yes-no")
    return (question.points?.yes ?? 0) >= (question.points?.no ?? 0) ? [no, yes] : [yes, no];
  if (question.kind === "choice")
    return question.options
      .toSorted((a, b) => (a.points ?? 0) - (b.points ?? 0))
      .map((option) => value(option.value));
  if (question.kind === "several")
    return question.options.map((_, index) =>
      value(question.options.slice(0, index + 1).map((one) => one.value)),
    );
  if (question.kind !== "scale") return [];
  const steps = Array.from({ length: question.to - question.from + 1 }, (_, step) =>
    value(String(question.from + step)),
  );
  return question.points === "low-is-more" ? steps.toReversed() : steps;
}

function answersOf(template: Template): fc.Arbitrary<Answers> {
  return fc.record(
    Object.fromEntries(questionsOf(template).map((question) => [question.key, answerTo(question)])),
    { requiredKeys: [] },
  );
}

function answerTo(question: Question): fc.Arbitrary<Answer> {
  const values = question.kind === "several" ? question.options.map(({ value }) => value) : [];
  const ranked = values.length > 0 ? [] : rankedAnswers(question);
  return fc.oneof(
    fc.constant(unknown),
    ranked.length > 0
      ? fc.constantFrom(...ranked)
      : fc.record({
          kind: fc.constant("value" as const),
          value: values.length > 0 ? fc.subarray(values, { minLength: 1 }) : fc.integer({ min: 0, max: 100 }),
        }),
  );
}

const factsArbitrary = fc.record(
  {
    autonomy: fc.constantFrom("suggests", "acts-with-approval", "acts-alone", null),
    personalData: fc.constantFrom(true, false, null),
    generatesContent: fc.constantFrom(true, false, null),
    kind: fc.constantFrom("chatbot", "agent", "classic-ml", null),
    dataClasses: fc.subarray(["personal", "special-category", "secrets"]),
  },
  { requiredKeys: [] },
);
