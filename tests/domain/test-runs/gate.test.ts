import { describe, expect, test } from "vitest";
import { evaluateGate, type GateInput } from "@/lib/domain/test-runs/gate/evaluate";
import { gateRun, matches } from "@/lib/domain/test-runs/gate/gate-rules";
import { readPolicy } from "@/lib/domain/test-runs/gate/policy";
import {
  gameAttempt,
  guardAnswer,
  moderated,
  moderation,
  redTeamed,
  riskAssessment,
} from "@/tests/support/result-files";
import { lines, resultsIn } from "@/tests/support/results";

const cases = (vulnerability: string, defended: number, vulnerable = 0, errors = 0) => [
  ...Array.from({ length: defended }, () => redTeamed(vulnerability, 1)),
  ...Array.from({ length: vulnerable }, () => redTeamed(vulnerability, 0)),
  ...Array.from({ length: errors }, () => redTeamed(vulnerability, null, "time-out")),
];
const file = (...all: object[][]) => JSON.stringify(riskAssessment(all.flat()));
const policyOf = (rest: string) => readPolicy(`id: prod\nversion: 1\n${rest}`).policy;

const anyHigh = "rules:\n  - { id: no-high, findings: { severity: high } }\n";
const newHigh = "rules:\n  - { id: no-new-high, findings: { severity: high }, only_new: true }\n";
const rate = (limit: number, least = 30) =>
  `rules:\n  - { id: rate, rate: { class: harmful-content }, limit: ${limit}, minimum_cases: ${least} }\n`;

interface More extends Partial<GateInput> {
  subject?: string;
}

async function decided(policy: string, files: readonly string[], { subject = "chat", ...more }: More = {}) {
  const runs = await Promise.all(files.map(async (one) => gateRun(await resultsIn(one), subject)));
  const input = { runs, baseline: null, today: "2026-11-27", unread: [], ...more };
  return evaluateGate(policyOf(policy), input);
}

describe("a rule about findings", () => {
  test("fails with one too many of its severity and passes with weaker ones", async () => {
    expect(await decided(anyHigh, [file(cases("Excessive Agency", 0, 20))])).toMatchObject({
      verdict: "fail",
      rules: [{ id: "no-high", result: "fail", observed: 1, limit: 0 }],
    });
    expect((await decided(anyHigh, [file(cases("Misinformation", 40, 2))])).verdict).toBe("pass");
    const one = "rules:\n  - { id: r, findings: {}, limit: 1 }\n";
    expect((await decided(one, [file(cases("Bias", 9, 1))])).verdict).toBe("pass");
  });

  test("looks at the tools, checks and classes that it names alone", async () => {
    const results = [file(cases("Bias", 0, 5))];
    const about = (selection: string) => `rules:\n  - { id: r, findings: { ${selection} } }\n`;
    for (const one of ["tool: deepteam", 'check: "Bias/*"', "class: harmful-content"])
      expect((await decided(about(one), results)).verdict).toBe("fail");
    for (const one of ["tool: garak", "check: Bias", "class: jailbreak"])
      expect((await decided(about(one), results)).verdict).toBe("pass");
  });

  test("lets through what the baseline has, and nothing where there is no baseline", async () => {
    const results = [file(cases("Excessive Agency", 0, 20))];
    const first = await decided(newHigh, results);
    expect(first).toMatchObject({ verdict: "fail", notes: [expect.stringContaining("No baseline")] });
    const baseline = new Set(first.findings.map(({ fingerprint }) => fingerprint));
    expect(await decided(newHigh, results, { baseline })).toMatchObject({
      verdict: "pass",
      findings: [{ state: "existing" }],
    });
    expect((await decided(newHigh, results, { baseline, subject: "another" })).verdict).toBe("fail");
    expect((await decided(anyHigh, results, { baseline })).verdict).toBe("fail");
  });

  test("what the baseline had is fixed only where it was tested again", async () => {
    const { findings } = await decided(newHigh, [file(cases("Bias", 0, 5), cases("RBAC", 0, 5))]);
    const baseline = new Set(findings.map(({ fingerprint }) => fingerprint));
    expect(await decided(newHigh, [file(cases("Bias", 5))], { baseline })).toMatchObject({
      fixed: 1,
      not_retested: 1,
    });
    expect(await decided(newHigh, [file([])], { baseline })).toMatchObject({ fixed: 0, not_retested: 2 });
    const cut = { ...gateRun(await resultsIn(file(cases("Bias", 5))), "chat"), complete: false };
    expect(await decided(newHigh, [], { baseline, runs: [cut] })).toMatchObject({
      fixed: 0,
      not_retested: 2,
    });
  });

  test("that only warns decides nothing", async () => {
    const warns = "rules:\n  - { id: r, findings: {}, effect: warn }\n";
    expect(await decided(warns, [file(cases("Bias", 5, 5))])).toMatchObject({
      verdict: "pass",
      rules: [{ result: "fail", effect: "warn" }],
    });
  });
});

describe("a rule about a rate", () => {
  test("fails where even the lower end of the interval is above the limit, also with few cases", async () => {
    expect(await decided(rate(0.05), [file(cases("Bias", 2, 8))])).toMatchObject({
      verdict: "fail",
      rules: [{ n: 10 }],
    });
  });

  test("is undecided with too few cases, even without a failure: 0 of 20 leaves 16 % open", async () => {
    const { verdict, rules } = await decided(rate(0.05), [file(cases("Bias", 20))]);
    expect(verdict).toBe("undecided");
    expect(rules[0]?.ci95?.[1]).toBeCloseTo(0.161, 3);
    expect(rules[0]?.reason).toContain("30 cases are needed");
  });

  test("passes with enough cases and a share within the limit, and is undecided just above it", async () => {
    expect((await decided(rate(0.05), [file(cases("Bias", 98, 2))])).verdict).toBe("pass");
    expect(await decided(rate(0.05), [file(cases("Bias", 94, 6))])).toMatchObject({
      verdict: "undecided",
      rules: [{ observed: 0.06, reason: expect.stringContaining("not beyond doubt") }],
    });
  });

  test("is undecided where nothing of it was tested, and adds up several files", async () => {
    expect((await decided(rate(0.05), [file(cases("RBAC", 50))])).rules[0]).toMatchObject({
      result: "undecided",
      n: 0,
    });
    expect((await decided(rate(0.05), [file(cases("Bias", 20)), file(cases("Bias", 20))])).rules[0]?.n).toBe(
      40,
    );
  });

  test("counts a case once, though several judges looked at it", async () => {
    const answers = Array.from({ length: 40 }, () => moderation(moderated()));
    const open = "require_complete: false\n";
    expect((await decided(open + rate(0.1), [lines(...answers)])).rules[0]).toMatchObject({
      n: 40,
      result: "pass",
    });
    const scanned = Array.from({ length: 40 }, () => guardAnswer({ Toxicity: -1, Secrets: -1 }));
    expect((await decided(open + rate(0.1), [lines(...scanned)])).rules[0]).toMatchObject({ n: 40 });
  });
});

describe("nothing passes that is not known", () => {
  const lax = "rules:\n  - { id: r, findings: { severity: critical }, limit: 1000 }\n";

  test("a required suite that is missing or too small", async () => {
    const suites = `require:\n  - { suite: "deepteam:Bias*", minimum_cases: 10 }\n  - { suite: garak }\n${lax}`;
    const { verdict, missing } = await decided(suites, [file(cases("Bias", 9))]);
    expect(verdict).toBe("undecided");
    expect(missing).toEqual([
      "The suite deepteam:Bias* is required with 10 evaluated cases, and 9 are there.",
      "The suite garak is required with 1 evaluated cases, and 0 are there.",
    ]);
    const met = `require:\n  - { suite: "deepteam:Bias*", minimum_cases: 9 }\n${lax}`;
    expect((await decided(met, [file(cases("Bias", 9))])).verdict).toBe("pass");
  });

  test("more errors than the limit", async () => {
    expect((await decided(lax, [file(cases("Bias", 95, 0, 5))])).verdict).toBe("pass");
    expect(await decided(lax, [file(cases("Bias", 94, 0, 6))])).toMatchObject({
      verdict: "undecided",
      missing: [expect.stringContaining("6 of 100 cases ended in an error")],
    });
  });

  test("a run that nobody shows to be complete, unless the policy does without", async () => {
    const answer = lines(guardAnswer({ Toxicity: -1 }));
    expect((await decided(lax, [answer])).verdict).toBe("undecided");
    expect((await decided(`require_complete: false\n${lax}`, [answer])).verdict).toBe("pass");
  });

  test("no case, a file that cannot be read, an exercise", async () => {
    expect((await decided(lax, [file([])])).verdict).toBe("undecided");
    const unread = ["broken.json cannot be read."];
    expect((await decided(lax, [file(cases("Bias", 5))], { unread })).verdict).toBe("undecided");
    expect(await decided(lax, [lines(gameAttempt("baseline", 1, false))])).toMatchObject({
      verdict: "undecided",
      notes: [expect.stringContaining("training exercise")],
    });
  });

  test("and a failure stays one, whatever is missing beside it", async () => {
    const both = `require:\n  - { suite: garak }\n${anyHigh}`;
    expect((await decided(both, [file(cases("RBAC", 0, 20))])).verdict).toBe("fail");
  });
});

describe("a waiver", () => {
  const waived = (until: string, finding = "RBAC/a type (Prompt Injection)") =>
    `${anyHigh}waivers:\n  - { finding: "${finding}", until: ${until}, by: M. Muster, reason: mended in the next release }\n`;
  const results = [file(cases("RBAC", 0, 20))];

  test("accepts a finding until its last day and no longer", async () => {
    expect(await decided(waived("2026-11-27"), results)).toMatchObject({
      verdict: "pass",
      findings: [{ state: "accepted" }],
      waivers: [{ state: "in force" }],
    });
    expect(await decided(waived("2026-11-26"), results)).toMatchObject({
      verdict: "fail",
      waivers: [{ state: "expired" }],
    });
  });

  test("goes by fingerprint as well, and one that fits nothing is said to be unused", async () => {
    const [finding] = (await decided(anyHigh, results)).findings;
    expect((await decided(waived("2026-12-31", finding?.fingerprint), results)).verdict).toBe("pass");
    expect((await decided(waived("2026-12-31", "another"), results)).waivers).toMatchObject([
      { state: "unused" },
    ]);
  });
});

describe("a policy", () => {
  test.each([
    ["an unknown key", `mod: advisory\n${anyHigh}`, "Line 3, mod: There is no such key"],
    ["no rule", "rules: []\n", "at least one rule"],
    ["a rule that is neither", "rules:\n  - { id: r, limit: 1 }\n", "either findings or rate"],
    [
      "two rules of one name",
      `${anyHigh}  - { id: no-high, findings: {} }\n`,
      "Two rules are called no-high",
    ],
    [
      "a waiver without an end",
      `${anyHigh}waivers:\n  - { finding: a, by: b, reason: c }\n`,
      "waivers.0.until",
    ],
    ["a limit that is no share", rate(5), "rules.0"],
    ["an anchor", `${anyHigh}mode: &a blocking\n`, "Anchors"],
  ])("with %s is refused, and the message says where", (_what, rest, words) => {
    expect(() => policyOf(rest)).toThrow(words);
  });

  test("is named by the digest of its text", () => {
    const text = `id: prod\nversion: 1\n${anyHigh}`;
    expect(readPolicy(text).sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(readPolicy(`${text}\n`).sha256).not.toBe(readPolicy(text).sha256);
  });

  test.each([
    ["dan.*", "dan.Dan_11_0", true],
    ["*", "", true],
    ["*leak*", "prompt_leak_1", true],
    ["a*a", "a", false],
    ["Bias", "bias", true],
    ["bias", "bias/gender", false],
    ["a.c", "abc", false],
  ])("the pattern %s and the name %s", (pattern, name, fits) => {
    expect(matches(pattern, name)).toBe(fits);
  });
});
