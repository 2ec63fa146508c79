import { describe, expect, test } from "vitest";
import { type Check, gatesOf, type PastaFacts } from "@/lib/domain/threat-models/pasta/gate";
import { pastaStages } from "@/lib/domain/threat-models/pasta/stages";

const written = new Map(
  pastaStages().map(({ number, outputs }) => [number, outputs.map((name) => ({ name, written: true }))]),
);
const whole: PastaFacts = {
  objectives: [{ text: "Answers are right", limit: "At most 2 % wrong", ownerId: "anna" }],
  system: { purpose: true, owner: true, affectedPeople: true, decisionImpact: true, classification: true },
  elements: [{ id: "model", name: "Model", stands: true }],
  flows: [{ id: "ask", name: "Question", from: true, to: true, zones: true, content: true }],
  threats: [
    { id: "t1", name: "T-1", state: "open", score: 12, weakness: true, attack: true, test: true },
    {
      id: "t2",
      name: "T-2",
      state: "not-applicable",
      score: 25,
      weakness: false,
      attack: false,
      test: false,
    },
    { id: "t3", name: "T-3", state: "mitigated", score: 9, weakness: true, attack: false, test: false },
  ],
  risks: [{ id: "r1", name: "R-1", treatment: true, owner: true, review: true }],
  outputs: written,
};
const missing = (facts: PastaFacts, stage: number) =>
  (gatesOf(facts).get(stage) as Check[]).flatMap((check) =>
    check.missing.map(({ name, why }) => [name, why]),
  );

describe("the seven stages of PASTA", () => {
  test("come with a name, activities for AI, and what each leaves behind", () => {
    expect(pastaStages().map(({ number, name }) => `${number} ${name}`)).toEqual([
      "1 Define objectives",
      "2 Define technical scope",
      "3 Decompose the application",
      "4 Analyse threats",
      "5 Analyse weaknesses and vulnerabilities",
      "6 Model attacks",
      "7 Analyse risk and impact",
    ]);
    for (const { activities, outputs, records } of pastaStages())
      expect([activities.length > 3, outputs.length > 2, records.length > 1]).toEqual([true, true, true]);
  });

  test("let go when nothing is missing; a dismissed threat and one that is not high ask for no attack", () => {
    for (const { number } of pastaStages()) expect(missing(whole, number)).toEqual([]);
  });

  test.each<[number, Partial<PastaFacts>, string, string]>([
    [1, { objectives: [] }, "Nothing to look at", "there is none yet"],
    [
      1,
      { objectives: [{ text: "Be good", limit: "Very", ownerId: null }] },
      "Be good",
      "lacks a limit in figures and an owner",
    ],
    [1, { system: { ...whole.system, purpose: false } }, "Purpose", "not in the inventory yet"],
    [
      2,
      { elements: [{ id: "x", name: "Tool", stands: false }] },
      "Tool",
      "stands for no record, so that supplier, version and data are not known",
    ],
    [2, { elements: [] }, "Nothing to look at", "there is none yet"],
    [
      3,
      { flows: [{ id: "f", name: "Ask", from: true, to: false, zones: false, content: true }] },
      "Ask",
      "lacks a target, a zone at an end",
    ],
    [4, { threats: [] }, "Nothing to look at", "there is none yet"],
    [
      7,
      { risks: [{ id: "r", name: "R-9", treatment: false, owner: true, review: false }] },
      "R-9",
      "lacks a treatment, a day of review",
    ],
    [
      6,
      { outputs: new Map([...written, [6, [{ name: "Abuse cases", written: false }]]]) },
      "Abuse cases",
      "is not written down",
    ],
  ])("stage %i holds back and says why", (stage, change, name, why) => {
    expect(missing({ ...whole, ...change }, stage)).toEqual([[name, why]]);
  });

  test.each(["proposed", "needs-answer", "to-confirm"])("a threat that is %s is not decided", (state) => {
    const threats = whole.threats.map((one) => (one.id === "t1" ? { ...one, state } : one));
    expect(missing({ ...whole, threats }, 4)).toEqual([["T-1", `is ${state.replace("-", " ")}`]]);
  });

  test("a threat of one's own counts as high until it is rated", () => {
    const own = {
      id: "t4",
      name: "T-4",
      state: "open",
      score: null,
      weakness: false,
      attack: false,
      test: false,
    };
    const facts = { ...whole, threats: [...whole.threats, own] };
    expect(missing(facts, 5)).toEqual([["T-4", "has neither"]]);
    expect(missing(facts, 6)).toEqual([
      ["T-4", "is in none"],
      ["T-4", "has no test in its tree"],
    ]);
  });
});
