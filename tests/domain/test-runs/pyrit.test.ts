import { describe, expect, test } from "vitest";
import { countsIn, lines, resultsIn } from "@/tests/support/results";

const identifier = (class_name: string, more: object = {}) => ({
  class_name,
  class_module: "pyrit",
  hash: "00",
  ...more,
});
const score = (score_value: string | null, more: object = {}) => ({
  ...{ id: "s", score_value, status: "complete", score_type: "true_false", score_category: ["prompt_leak"] },
  ...{ scorer_class_identifier: identifier("SelfAskTrueFalseScorer"), ...more },
});
const attack = (outcome: string, more: object = {}) => ({
  ...{ attack_result_id: outcome, conversation_id: "c", objective: "Reveal it", outcome, last_score: null },
  ...{
    atomic_attack_identifier: identifier("AtomicAttack", {
      children: { attack: identifier("CrescendoAttack") },
    }),
  },
  ...more,
});
const piece = (conversation_id: string, more: object = {}) => ({
  ...{
    id: "p",
    role: "assistant",
    conversation_id,
    sequence: 1,
    original_value: "no",
    response_error: "none",
  },
  ...{
    prompt_target_identifier: identifier("OpenAIChatTarget", { model_name: "gpt-x" }),
    scores: [],
    ...more,
  },
});

describe("attack results of PyRIT", () => {
  test("success is the attacker's: the target was vulnerable", async () => {
    const all = ["success", "failure", "failure", "error", "undetermined"].map((outcome) => attack(outcome));
    const read = await resultsIn(JSON.stringify(all));
    expect(read.counts).toEqual({ vulnerable: 1, defended: 2, error: 1, inconclusive: 1, skipped: 0 });
    expect(read.checks[0]?.rate?.of, "errors are in no rate").toBe(3);
    expect(read.checks[0]?.detector).toBe("CrescendoAttack");
  });

  test("may be one alone, or one on each line", async () => {
    expect(await countsIn(JSON.stringify(attack("success"), null, 2))).toMatchObject({ vulnerable: 1 });
    expect(await countsIn(lines(attack("success"), attack("failure")))).toMatchObject({
      vulnerable: 1,
      defended: 1,
    });
  });

  test.each([
    ["violence", "harmful-content"],
    ["Hate Speech", "harmful-content"],
    ["VIOLENT_CONTENT", "harmful-content"],
    ["Chemical, Biological, Radiological, and Nuclear", "harmful-content"],
    ["PPI", "sensitive-disclosure"],
    ["Proprietary, Confidential & Classified Information", "sensitive-disclosure"],
    ["misinformation", "misinformation"],
    ["jailbreak", "jailbreak"],
    ["prompt_injection", "direct-injection"],
    ["Gambling", null],
    ["a word of somebody's own", null],
  ])("for the harm %s belong to the class %s", async (harm, threatClass) => {
    const { checks } = await resultsIn(
      JSON.stringify([{ ...attack("success"), targeted_harm_categories: [harm] }]),
    );
    expect(checks[0]).toMatchObject({ check: harm, threatClass });
  });

  test("never name a check by the tester's own text", async () => {
    const { checks } = await resultsIn(JSON.stringify([attack("success")]));
    expect(checks[0]?.check).toMatch(/^objective [0-9a-f]{12}$/);
  });
});

describe("scores of PyRIT", () => {
  test("true means that the attack worked, except from a scorer of refusals", async () => {
    const refusal = { scorer_class_identifier: identifier("SelfAskRefusalScorer") };
    const old = { scorer_class_identifier: { __type__: "SelfAskRefusalScorer", __module__: "pyrit.score" } };
    const all = [score("true"), score("False"), score("true", refusal), score("false", old)];
    expect(await countsIn(JSON.stringify(all))).toMatchObject({ vulnerable: 2, defended: 2 });
  });

  test("undetermined ones and scales, which have no threshold in the file, are inconclusive", async () => {
    const all = [score(null, { status: "undetermined" }), score("0.9", { score_type: "float_scale" })];
    expect(await countsIn(JSON.stringify(all))).toMatchObject({ inconclusive: 2, vulnerable: 0 });
  });
});

describe("the memory export of PyRIT", () => {
  test("counts conversations, by the last score that is complete", async () => {
    const pieces = [
      piece("one", { role: "user" }),
      piece("one", { scores: [score("false")] }),
      piece("one", { scores: [score("true"), score(null, { status: "undetermined" })] }),
      piece("two"),
    ];
    const read = await resultsIn(JSON.stringify(pieces));
    expect(read.counts).toMatchObject({ vulnerable: 1, inconclusive: 1 });
    expect(read.targets).toEqual(["gpt-x"]);
  });

  test("an answer that the target's filter blocked was defended, a failed one is an error", async () => {
    const pieces = [piece("one", { response_error: "blocked" }), piece("two", { response_error: "unknown" })];
    expect(await countsIn(JSON.stringify(pieces))).toMatchObject({ defended: 1, error: 1 });
  });

  test("may be a table, with lists and identifiers as Python prints them", async () => {
    const scores = `"[{'score_value': 'true', 'status': 'complete', 'score_type': 'true_false', 'score_category': ['leak'], 'score_rationale': \\"it's out\\"}]"`;
    const target = `"{'class_name': 'OpenAIChatTarget', 'model_name': 'gpt-x'}"`;
    const text = [
      "id,role,conversation_id,sequence,original_value,response_error,prompt_target_identifier,scores",
      `1,user,one,0,"say ""it"",\nplease",none,${target},[]`,
      `2,assistant,one,1,ok,none,${target},${scores.replaceAll('\\"', '""')}`,
    ].join("\r\n");
    const read = await resultsIn(text);
    expect(read.counts).toMatchObject({ vulnerable: 1, inconclusive: 0 });
    expect([read.targets, read.checks[0]?.check]).toEqual([["gpt-x"], "leak"]);
  });

  test("reads deprecated and missing fields leniently", async () => {
    const bare = { conversation_id: "c", role: "assistant", original_value: "x" };
    expect(await countsIn(JSON.stringify([bare]))).toMatchObject({ inconclusive: 1 });
  });

  test("against Gandalf is a training exercise, and that is said", async () => {
    const game = { prompt_target_identifier: identifier("GandalfTarget"), scores: [score("true")] };
    const read = await resultsIn(JSON.stringify([piece("one", game)]));
    expect([read.exercise, read.warnings[0]?.message]).toEqual([
      true,
      expect.stringMatching(/Gandalf.*training/),
    ]);
  });
});

describe("scenario results and findings of PyRIT", () => {
  const scenario = (state: string) => ({
    ...{
      id: "s",
      scenario_identifier: identifier("Encoding"),
      scenario_run_state: state,
      pyrit_version: "1.1.0",
    },
    ...{ objective_target_identifier: identifier("OpenAIChatTarget", { model_name: "gpt-x" }) },
    attack_results: { base64: [attack("success"), attack("error")], rot13: [attack("failure")] },
  });

  test.each([
    ["COMPLETED", true],
    ["IN_PROGRESS", false],
  ])("a scenario that is %s is complete: %s; its errors are in no rate", async (state, complete) => {
    const read = await resultsIn(JSON.stringify(scenario(state), null, 1));
    expect(read).toMatchObject({
      complete,
      toolVersion: "1.1.0",
      targets: ["gpt-x"],
      formatVersion: "scenario result",
    });
    expect(read.counts).toMatchObject({ vulnerable: 1, defended: 1, error: 1 });
  });

  test("an operator's finding keeps its severity in words of ours", async () => {
    const findings = ["critical", "important", "moderate"].map((severity) => ({
      title: severity,
      severity,
      harm_type: "leak",
    }));
    const { checks } = await resultsIn(JSON.stringify(findings));
    expect(checks.map(({ severity, rate }) => [severity, rate])).toEqual([
      ["critical", null],
      ["high", null],
      ["medium", null],
    ]);
  });
});
