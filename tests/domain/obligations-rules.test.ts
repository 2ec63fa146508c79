import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyAnswers } from "@/lib/domain/obligations/queries/classify";
import type { Classified } from "@/lib/domain/obligations/schema";
import { decisionTree } from "@/lib/domain/obligations/tree";
import { plain, recruitment } from "@/tests/support/ai-act-answers";

type Given = Record<string, string | string[]>;

function without(given: Given, ...ids: string[]): Given {
  return Object.fromEntries(Object.entries(given).filter(([id]) => !ids.includes(id)));
}

const warned = (given: Given) => classifyAnswers(given).warnings.join("\n");

describe("the articles behind an outcome", () => {
  test("name the point of Annex III, and the prohibition beside its exception", () => {
    const [high] = classifyAnswers(recruitment).outcomes;
    expect(high?.legalRef).toBe("Annex III(4)(a); Art. 6(3) third subparagraph; GDPR Art. 4(4)");
    const intimate = classifyAnswers({ ...plain, P9: "yes", P9a: "no", P9b: "yes" }).outcomes;
    expect(intimate.map(({ legalRef }) => legalRef)).toEqual([
      "Art. 5(1)(ba); Art. 5(1b); Art. 5(1a)(a) and (b)",
    ]);
    const component = { ...plain, A1: "yes", A2: "no", A4: "yes", A5: "no", A6: "Section A" };
    expect(classifyAnswers(component).outcomes[0]).toMatchObject({
      legalRef: "Art. 6(1)(a); Art. 3(14); Art. 6(1a); Art. 6(1)(b); Art. 6(1c); Annex I; Art. 2(2)",
      route: "annex_i",
    });
  });

  test("come with the way that led there, the deciding question last", () => {
    const [high] = classifyAnswers(recruitment).outcomes;
    expect(high?.path.slice(0, 4)).toEqual(["S1", "S2", "S3", "R1"]);
    expect(high?.path).not.toContain("R2");
    expect(high?.path.at(-1)).toBe("D1");
    expect(classifyAnswers(recruitment).outcomes.find(({ role }) => role === "deployer")?.path).toContain(
      "R2",
    );
  });
});

describe("open questions", () => {
  test("are all found in one go, every point of Annex III among them", () => {
    expect(classifyAnswers({}).openQuestions).toEqual(["S1"]);
    const { openQuestions, outcomes } = classifyAnswers({
      S1: "an AI system",
      S2: "yes",
      S3: "yes",
      R1: "provider",
    });
    expect(outcomes).toEqual([]);
    expect(openQuestions).toEqual(
      expect.arrayContaining([
        "X1",
        "P1",
        "P10",
        "A1",
        "B1",
        "B2",
        "B3",
        "B4",
        "B5",
        "B6",
        "B7",
        "B8",
        "T1",
        "T5",
      ]),
    );
    expect(openQuestions).not.toContain("B4a");
    expect(openQuestions).not.toContain("Z1");
  });

  test("after a match of Annex III the later points are asked all the same, and the outcome stands", () => {
    const { outcomes, openQuestions } = classifyAnswers(without(recruitment, "B5", "B4b"));
    expect(openQuestions).toEqual(["B4b", "B5"]);
    expect(outcomes.map(({ outcome }) => outcome)).toContain("high");
  });

  test("never end in minimal risk: what is not known is not harmless", () => {
    for (const id of Object.keys(plain)) {
      const { outcomes, openQuestions } = classifyAnswers(without(plain, id));
      expect(openQuestions).toContain(id);
      expect(outcomes.map(({ outcome }) => outcome)).not.toContain("minimal");
    }
  });

  test("hold back, and say so, what an earlier answer could still end", () => {
    const open = without(recruitment, "P3");
    expect(classifyAnswers(open).outcomes).toEqual([]);
    expect(warned(open)).toContain("high (Annex III(4)(a)");
    expect(classifyAnswers({ ...open, P3: "yes" }).outcomes.map(({ outcome }) => outcome)).toEqual([
      "unacceptable",
      "unacceptable",
    ]);
  });
});

describe("answers that stand against one another", () => {
  test("follow the role where F1 differs from R1", () => {
    expect(warned({ ...recruitment, F1: "no" })).toContain("F1: you say that you are no deployer");
    const alone = { ...recruitment, R1: "provider", F3: "yes" };
    expect(classifyAnswers(alone).outcomes.map(({ outcome }) => outcome)).toContain("fria_required");
    expect(warned(alone)).toContain("Add it to R1");
  });

  test("follow the points of Annex III for the impact assessment, each point by itself", () => {
    const both = { ...recruitment, R1: "deployer", B2: "yes", B2x: "yes", F2: "yes", F3: "yes" };
    expect(
      classifyAnswers(both).outcomes.map(({ outcome, legalRef }) => `${outcome} ${legalRef.split(";")[0]}`),
    ).toEqual([
      "high Annex III(2)",
      "fria_not_required Annex III(2)",
      "high Annex III(4)(a)",
      "fria_required Annex III(4)(a)",
      "keep_flags Art. 6",
    ]);
    expect(warned({ ...recruitment, F2: "yes" })).toContain("F2: you say yes, but not Annex III(2)");
  });

  test("are named when Z1 says what does not follow, or a question is not asked on the way", () => {
    expect(warned({ ...plain, Z1: "yes" })).toContain("Z1: you say yes");
    expect(warned({ ...plain, G1: "yes" })).toContain("not asked by this way through the tree: G1");
    expect(warned(plain)).not.toContain("not asked");
  });
});

describe("warnings", () => {
  test("tell both readings of Art. 49(2), the flip of roles, later deadlines and what was not checked", () => {
    const derogated = { ...recruitment, D1: "no", D2: "no", D3a: "yes", D4: "no" };
    expect(warned(derogated)).toContain("Art. 49(2): Two readings");
    expect(warned(derogated)).toContain("D4: open action");
    expect(warned({ ...recruitment, R2: "yes" })).toContain("you become the provider (role flip)");
    expect(warned({ ...plain, T2: "yes", T2a: "no" })).toContain("until 2026-12-02 (Art. 111(4))");
    expect(warned(recruitment)).toContain("Not checked past mid-October 2026");
    expect(warned({ ...plain, X5: "yes" })).toContain("X5: removes deployer duties only");
  });
});

describe("any answers", () => {
  const { questions } = decisionTree();
  const answers = fc.record(
    Object.fromEntries(
      [...questions.values()].map(({ id, choices }) => {
        const word = fc.constantFrom(...choices.map(({ answer }) => answer));
        const roles = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
        // Mostly the answers that go on, so that walks reach the end.
        const on = choices.at(-1)?.answer ?? "";
        if (id === "R1") return [id, roles];
        if (/^S[23]$/.test(id)) return [id, fc.constantFrom("yes", "yes", "yes", "no")];
        return [id, /^[PXT]/.test(id) ? fc.oneof({ weight: 12, arbitrary: fc.constant(on) }, word) : word];
      }),
    ),
  ) as fc.Arbitrary<Given>;

  const named = ({ outcome, legalRef, appliesFrom, practicalFrom }: Classified) =>
    [outcome, legalRef, appliesFrom, practicalFrom].join("|");

  test("come to an end, ask only what is unanswered, and lead to something or leave something open", () => {
    fc.assert(
      fc.property(answers, fc.array(fc.constantFrom(...questions.keys())), (all, left) => {
        const given = without(all, ...left);
        const { outcomes, openQuestions } = classifyAnswers(given);
        expect(openQuestions.filter((id) => id in given)).toEqual([]);
        expect(outcomes.length + openQuestions.length).toBeGreaterThan(0);
        for (const { path } of outcomes) expect(new Set(path).size).toBe(path.length);
      }),
      { numRuns: 400 },
    );
  });

  test("lose no outcome when more questions are answered", () => {
    fc.assert(
      fc.property(
        answers,
        fc.subarray([...questions.keys()]),
        fc.subarray([...questions.keys()]),
        (all, left, more) => {
          const fewer = without(all, ...left);
          const larger = without(all, ...left.filter((id) => !more.includes(id)));
          const later = new Set(classifyAnswers(larger).outcomes.map(named));
          for (const one of classifyAnswers(fewer).outcomes) expect(later).toContain(named(one));
        },
      ),
      { numRuns: 1500, seed: 20261202 },
    );
  });

  test("that leave one question out lose no outcome when it is answered", () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...questions.keys()), (all, id) => {
        const later = new Set(classifyAnswers(all).outcomes.map(named));
        for (const one of classifyAnswers(without(all, id)).outcomes) expect(later).toContain(named(one));
      }),
      { numRuns: 1500, seed: 20271202 },
    );
  });
});

test("every requirement that the tree rests on exists, and every outcome has a label", () => {
  const { questions, outcomes } = decisionTree();
  expect(questions.size).toBe(95);
  expect([...questions.values()].flatMap(({ choices }) => choices)).toHaveLength(195);
  expect([...outcomes.values()].filter(({ label }) => label === "")).toEqual([]);
  const used = new Set(
    [...questions.values()].flatMap(({ choices }) => choices.flatMap(({ outcome }) => outcome ?? [])),
  );
  expect([...used].filter((outcome) => !outcomes.has(outcome))).toEqual([]);
});
