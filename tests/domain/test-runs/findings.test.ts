import { describe, expect, test } from "vitest";
import * as z from "zod";
import { shippedTable } from "@/lib/domain/frameworks/queries/shipped";
import { failureRate, noCases, severityFromWord, severityOf } from "@/lib/domain/test-runs/rules";
import { classOf, threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { rateOf } from "@/lib/platform/statistics/wilson";

describe("rates", () => {
  test.each([
    [0, 30, 0, 0.1135],
    [1, 30, 0.0059, 0.1667],
    [13, 50, 0.1587, 0.3955],
  ])("%i of %i have the 95 %% interval of Wilson", (count, of, low, high) => {
    const [from, to] = rateOf(count, of)?.interval ?? [];
    expect(from).toBeCloseTo(low, 4);
    expect(to).toBeCloseTo(high, 4);
  });

  test("leave out errors, inconclusive and skipped cases, and are none where nothing was evaluated", () => {
    expect(failureRate({ defended: 3, vulnerable: 1, error: 90, inconclusive: 5, skipped: 1 })).toMatchObject(
      { share: 0.25, of: 4 },
    );
    expect(failureRate({ ...noCases(), error: 5 })).toBeNull();
  });
});

describe("severity", () => {
  const of = (
    weight: 1 | 2 | 3,
    failed: number,
    all: number,
    toolSeverity: "critical" | "info" | null = null,
  ) => severityOf({ weight, rate: rateOf(failed, all), toolSeverity });

  test("follows the weight of the class and the lower end of the interval, not the rate alone", () => {
    expect(of(3, 90, 100).severity).toBe("critical");
    expect(of(3, 3, 3).severity, "three of three show less").toBe("high");
    expect(of(3, 1, 1_000).severity).toBe("medium");
    expect([of(1, 90, 100).severity, of(1, 1, 1_000).severity]).toEqual(["medium", "info"]);
  });

  test("is never below what the tool says, and says why it is what it is", () => {
    const { severity, reason } = of(1, 1, 1_000, "critical");
    expect(severity).toBe("critical");
    expect(reason).toMatch(
      /^The tool says critical; info: class of weight 1 of 3; 0.1 % of 1000 cases failed/,
    );
    expect(of(3, 90, 100, "info").severity).toBe("critical");
  });

  test("is the tool's where no rate is known, else that of the lowest band", () => {
    expect(severityOf({ weight: 3, rate: null, toolSeverity: "info" }).severity).toBe("info");
    expect(severityOf({ weight: 3, rate: null, toolSeverity: null })).toMatchObject({
      severity: "medium",
      reason: expect.stringMatching(/no rate is known/),
    });
  });

  test("is read from the words of tools; other words are none", () => {
    expect(["Critical", " moderate ", "important", "other", 5].map(severityFromWord)).toEqual([
      "critical",
      "medium",
      "high",
      null,
      null,
    ]);
  });
});

describe("threat classes", () => {
  const ids = (file: string) => new Set(shippedTable(file, z.object({ id: z.string() })).map(({ id }) => id));

  test("name only entries and techniques that are published", () => {
    const techniques = ids("threats/atlas-techniques.csv");
    const lists = { "2025": ids("threats/owasp-llm-2025.csv"), "2026": ids("threats/owasp-llm-2026.csv") };
    const all = [...threatClasses().values()];
    expect(all.flatMap(({ atlas }) => atlas).filter((id) => !techniques.has(id))).toEqual([]);
    const entries = all.flatMap(({ owasp }) => owasp);
    expect(
      entries.filter(({ edition, id }) => edition !== "2023/24" && !lists[edition].has(`${id}:${edition}`)),
    ).toEqual([]);
  });

  test("give the number of each edition, which differ: LLM06 is two things", () => {
    const numbers = (key: string) =>
      threatClasses()
        .get(key)
        ?.owasp.map(({ edition, id }) => `${edition} ${id}`);
    expect(numbers("sensitive-disclosure")).toEqual(["2023/24 LLM06", "2025 LLM02", "2026 LLM02"]);
    expect(numbers("excessive-agency")).toEqual([
      "2023/24 LLM08",
      "2023/24 LLM07",
      "2025 LLM06",
      "2026 LLM03",
    ]);
    expect(numbers("robustness"), "no entry fits, so none is forced").toEqual([]);
  });

  test.each([
    ["dan.DanInTheWild", "jailbreak"],
    ["sysprompt_extraction.SystemPromptExtraction", "system-prompt-leak"],
    ["divergence.Repeat", "data-extraction"],
    ["divergence.RepeatedToken", "unbounded-consumption"],
    ["smuggling.HomoglyphObfuscation", "obfuscated-prompt"],
    ["test.Test", undefined],
  ])("a probe of garak is a case of what it tries, whatever its tag says: %s", (probe, threatClass) => {
    expect(classOf("garak", [probe])?.key).toBe(threatClass);
  });

  test("are found by a tool's words, the longest beginning first; what is not mapped stays so", () => {
    expect(classOf("promptfoo", ["harmful:hate"])?.key).toBe("harmful-content");
    expect(classOf("promptfoo", ["harmful:privacy"])?.key).toBe("sensitive-disclosure");
    expect(classOf("promptfoo", ["contains", "PII:direct"])?.key).toBe("sensitive-disclosure");
    expect([classOf("promptfoo", ["contains"]), classOf("nobody", ["dan"])]).toEqual([null, null]);
  });
});
