import { describe, expect, test } from "vitest";
import { changesBetween, type Section } from "@/lib/domain/pasta-stages/content/sections";
import {
  type Check,
  gatesOf,
  missingAt,
  missingSince,
  missingWords,
  type PastaFacts,
} from "@/lib/domain/pasta-stages/gate";
import { pastaStages } from "@/lib/domain/pasta-stages/stages";

const there = { href: "/there" };
const written = new Map(
  pastaStages().map(({ number, outputs }) => [
    number,
    outputs.map((name) => ({ id: name, name, written: true, ...there })),
  ]),
);
const decided = { weakness: false, attack: false, test: false, risk: false, ...there };
const whole: PastaFacts = {
  objectives: [{ id: "o", name: "Answers are right", limit: "At most 2 % wrong", ownerId: "anna", ...there }],
  described: [{ id: "Purpose", name: "Purpose", held: true, ...there }],
  components: [{ id: "model", name: "Model", known: true, ...there }],
  flows: [{ id: "ask", name: "Question", from: true, to: true, zones: true, content: true, ...there }],
  threats: [
    {
      id: "t1",
      name: "T-1",
      state: "open",
      score: 12,
      ...there,
      weakness: true,
      attack: true,
      test: true,
      risk: true,
    },
    { id: "t2", name: "T-2", state: "not-applicable", score: 25, ...decided },
    { id: "t3", name: "T-3", state: "mitigated", score: 9, ...decided, weakness: true },
  ],
  risks: [{ id: "r1", name: "R-1", seen: true, treatment: true, owner: true, review: true, ...there }],
  outputs: written,
  begin: (stage) => `/begin/${stage}`,
};
const checksAt = (facts: PastaFacts, stage: number) => gatesOf(facts).get(stage) as Check[];
const missing = (facts: PastaFacts, stage: number) =>
  checksAt(facts, stage).flatMap((check) => check.missing.map(({ name, why }) => [name, why]));

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
    for (const { number } of pastaStages()) {
      expect(missing(whole, number)).toEqual([]);
      expect(missingAt(checksAt(whole, number))).toBe(0);
    }
  });

  const risk = { id: "r", name: "R-9", seen: true, treatment: false, owner: true, review: false, ...there };
  test.each<[number, Partial<PastaFacts>, string, string]>([
    [1, { objectives: [] }, "Nothing to look at", "there is none yet"],
    [
      1,
      { objectives: [{ id: "o", name: "Be good", limit: "Very", ownerId: null, ...there }] },
      "Be good",
      "lacks a limit in figures and an owner",
    ],
    [
      1,
      { described: [{ id: "Purpose", name: "Purpose", held: false, ...there }] },
      "Purpose",
      "is not in the inventory yet",
    ],
    [
      2,
      { components: [{ id: "x", name: "Tool", known: false, ...there }] },
      "Tool",
      "stands for no record of the inventory and says nothing of them",
    ],
    [2, { components: [] }, "Nothing to look at", "there is none yet"],
    [
      3,
      { flows: [{ id: "f", name: "Ask", from: true, to: false, zones: false, content: true, ...there }] },
      "Ask",
      "lacks a target and a zone at an end",
    ],
    [4, { threats: [] }, "Nothing to look at", "there is none yet"],
    [7, { risks: [risk] }, "R-9", "lacks a treatment and a day of review"],
    [7, { risks: [{ ...risk, seen: false }] }, "R-9", "is one that you may not read"],
    [
      6,
      { outputs: new Map([...written, [6, [{ id: "c", name: "Abuse cases", written: false, ...there }]]]) },
      "Abuse cases",
      "is empty",
    ],
  ])("stage %i holds back and says why", (stage, change, name, why) => {
    expect(missing({ ...whole, ...change }, stage)).toEqual([[name, why]]);
  });

  test("what is missing leads to where it is mended, and what there is none of to where it begins", () => {
    const [check] = checksAt({ ...whole, objectives: [] }, 1);
    expect(check?.missing[0]?.href).toBe("/begin/1");
    const flows = [{ ...(whole.flows[0] as PastaFacts["flows"][number]), content: false }];
    expect(checksAt({ ...whole, flows }, 3)[0]?.missing[0]?.href).toBe("/there");
  });

  test.each([
    ["proposed", "came from a file and waits to be looked at"],
    ["needs-answer", "depends on what nobody knows"],
    ["to-confirm", "waits to be confirmed"],
  ])("a threat that is %s is not decided, and asks for nothing further yet", (state, why) => {
    const threats = whole.threats.map((one) => (one.id === "t1" ? { ...one, ...decided, state } : one));
    expect(missing({ ...whole, threats }, 4)).toEqual([["T-1", why]]);
    for (const stage of [5, 6, 7]) expect(missing({ ...whole, threats }, stage)).toEqual([]);
  });

  test("a threat of one's own counts as high until it is rated", () => {
    const own = { id: "t4", name: "T-4", state: "open", score: null, ...decided };
    const facts = { ...whole, threats: [...whole.threats, own] };
    expect(missing(facts, 5)).toEqual([["T-4", "has neither"]]);
    expect(missing(facts, 6)).toEqual([
      ["T-4", "is in none"],
      ["T-4", "has no test in its tree"],
    ]);
    expect(missing(facts, 7)).toEqual([["T-4", "is in no risk"]]);
    const rated = { ...whole, threats: [...whole.threats, { ...own, score: 9 }] };
    expect([6, 7].map((stage) => missing(rated, stage))).toEqual([[], []]);
  });
});

describe("a gate after the signature", () => {
  test("says what is missing now that was not, and neither what was missing before nor what one may not read", () => {
    const risk = { id: "r2", name: "R-2", seen: true, treatment: false, owner: true, review: true, ...there };
    const facts = {
      ...whole,
      risks: [...whole.risks, risk, { ...risk, id: "r3", name: "R-3", seen: false }],
    };
    const now = checksAt(facts, 7);
    const signed = checksAt(whole, 7).map(({ label }) => ({ label, missing: [] }));
    expect(missingSince(signed, now)).toEqual([
      "No longer so: every risk has a treatment, an owner and a review (R-2: lacks a treatment)",
    ]);
    const known = now.map((check) => ({ label: check.label, missing: missingWords(check) }));
    expect(missingSince(known, now)).toEqual([]);
  });
});

describe("what was signed against what is so now", () => {
  const section = (lines: Section["lines"], key = "risks"): Section => ({
    ...{ key, title: `The ${key}`, needed: true, href: "/" },
    lines,
  });
  const changed = (before: Section["lines"], after: Section["lines"]) =>
    changesBetween([section(before)], [section(after)]);

  test("names the section with what was added, changed and removed, and counts what is more than three", () => {
    const lines = [1, 2, 3, 4, 5].map((n) => ({ key: String(n), text: `Line ${n}` }));
    expect(changed([{ key: "a", text: "A" }, ...lines], [{ key: "a", text: "A, treated" }])).toEqual([
      "The risks: changed A, treated; removed Line 1, Line 2, Line 3 and 2 more",
    ]);
    expect(changed([], [{ key: "a", text: "A" }])).toEqual(["The risks: added A"]);
    expect(
      changed([{ key: "a", text: "A", personIds: ["x"] }], [{ key: "a", text: "A", personIds: ["y"] }]),
    ).toEqual(["The risks: changed A"]);
  });

  test("finds no difference in a note, in an address, and in what either of the two may not read", () => {
    const one = { key: "a", text: "A" };
    expect(changed([{ ...one, note: "Was", href: "/a" }], [{ ...one, note: "Is" }])).toEqual([]);
    const hidden = { key: "a", text: "Not for you", hidden: true as const };
    expect([changed([one], [hidden]), changed([hidden], [one])]).toEqual([[], []]);
  });
});
