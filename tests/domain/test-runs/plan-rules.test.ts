import { describe, expect, test } from "vitest";
import type { GateRun } from "@/lib/domain/test-runs/gate/gate-rules";
import { planResult } from "@/lib/domain/test-runs/gate/plan-rule";
import {
  decidingRun,
  type InUse,
  type Judgement,
  judgementOf,
  type Planned,
  type RunHead,
} from "@/lib/domain/test-runs/plans/judge";
import { suggestionsFor } from "@/lib/domain/test-runs/plans/suggest";
import { noCases } from "@/lib/domain/test-runs/rules";

const today = "2026-11-27";
const planned: Planned = {
  ...{ tool: "garak", check: "dan*", threatClass: null, limitPercent: 5, minimumCases: 100 },
  ...{ cadenceDays: 30, versions: "in-use", plannedOn: "2026-10-01" },
};
const inUse: InUse = new Map([
  ["m", "4.1"],
  ["p", null],
]);
const head = (more: Partial<RunHead> = {}): RunHead => ({
  ...{ id: "r", ref: "TR-0001", ranOn: "2026-11-20", prompt: null },
  model: { id: "m", name: "Altamira", version: "4.1" },
  ...more,
});
const run = (vulnerable: number, defended: number, error = 0, more: Partial<GateRun> = {}): GateRun => {
  const one = { detector: null, place: null, closer: false, threatClass: "jailbreak", severity: null };
  return {
    ...{ tool: "garak", complete: true, failuresOnly: false, exercise: false, counts: noCases() },
    checks: [
      { ...one, check: "dan.DAN", fingerprint: "a", counts: { ...noCases(), vulnerable, defended, error } },
      { ...one, check: "encoding.B64", fingerprint: "b", counts: { ...noCases(), vulnerable: 500 } },
    ],
    ...more,
  };
};
const judged = (decides: { head: RunHead; run: GateRun } | null, more: object = {}): Judgement =>
  judgementOf(planned, { decides, incomplete: null, inUse, today, before: null, ...more });

describe("a planned test", () => {
  test("is met by a fresh run within the threshold, of what it asks for alone, and due a cadence later", () => {
    expect(judged({ head: head(), run: run(2, 118) })).toEqual({
      ...{ state: "met", runId: "r", testedOn: "2026-11-20", dueOn: "2026-12-20" },
      observedPercent: 1.67,
      reason: expect.stringMatching(/^TR-0001: 1\.7 % of 120 cases failed/),
    });
  });

  test.each([
    ["failing", "above it beyond doubt", run(30, 90)],
    ["undecided", "above it, but not beyond doubt", run(8, 112)],
    ["undecided", "99 cases are not 100", run(0, 99)],
    ["undecided", "errors show nothing", run(0, 120, 10)],
    ["undecided", "errors alone", run(0, 0, 50)],
    ["failing", "errors take nothing back", run(60, 60, 40)],
    ["undecided", "no rate is known", run(3, 0, 0, { failuresOnly: true })],
  ])("is %s: %s", (state, _why, shown) => {
    expect(judged({ head: head(), run: shown }).state).toBe(state);
  });

  test("is missing, and due since it was planned, until a run has come to its end", () => {
    expect(judged(null)).toMatchObject({ state: "missing", runId: null, dueOn: "2026-10-01" });
    expect(judged(null, { incomplete: "TR-0009" }).reason).toContain("TR-0009 covers it but did not come");
  });

  test("is stale on the first day after its cadence, whatever the run showed, and says both", () => {
    const on = (ranOn: string) => judged({ head: head({ ranOn }), run: run(0, 120) });
    expect(on("2026-10-28").state).toBe("met");
    expect(on("2026-10-27")).toMatchObject({
      ...{ state: "stale", dueOn: "2026-11-26" },
      reason: expect.stringMatching(/^TR-0001 ran on 27 Oct 2026, .* every 30 days\. TR-0001: 0 % of 120/),
    });
  });

  test("is stale once the model has another version, with both in the sentence, and due from that day on", () => {
    const old = head({ model: { id: "m", name: "Altamira", version: "4.0" } });
    const first = judged({ head: old, run: run(0, 120) });
    expect(first).toMatchObject({ state: "stale", dueOn: today });
    expect(first.reason).toMatch(/^Altamira is version 4\.1 now, and TR-0001 tested 4\.0\./);
    const later = judged({ head: old, run: run(0, 120) }, { today: "2026-12-05", before: first });
    expect(later.dueOn).toBe(today);
  });

  test.each([
    [
      "a model that the system no longer uses",
      head({ model: { id: "x", name: "Old", version: "1" } }),
      "no longer uses Old",
    ],
    ["an unknown version", head({ model: { id: "m", name: "Altamira", version: null } }), "an unknown one"],
    ["neither model nor prompt", head({ model: null }), "names neither model nor prompt"],
  ])("is not met by a run on %s", (_what, of, words) => {
    const stale = judged({ head: of, run: run(0, 120) });
    expect([stale.state, stale.reason]).toEqual(["stale", expect.stringContaining(words)]);
    const any = judgementOf(
      { ...planned, versions: "any" },
      { decides: { head: of, run: run(0, 120) }, incomplete: null, inUse, today, before: null },
    );
    expect(any.state).toBe("met");
  });

  test("is decided by the newest run on what is in use, and by the newest where there is none", () => {
    const next = head({ id: "next", model: { id: "m", name: "Altamira", version: "5.0" } });
    const current = head({ id: "current", ranOn: "2026-11-10" });
    expect(decidingRun(planned, [next, current], inUse)?.id).toBe("current");
    expect(decidingRun(planned, [next], inUse)?.id).toBe("next");
    const unnamed = head({ id: "unnamed", model: null });
    expect(decidingRun(planned, [unnamed, current], inUse)?.id, "it hides nothing").toBe("unnamed");
    expect(decidingRun({ ...planned, versions: "any" }, [next, current], inUse)?.id).toBe("next");
  });
});

describe("a gate that asks for the test plan", () => {
  const line = (state: "met" | "failing" | "stale" | "missing", ref = "PT-0001") => ({
    ...{ ref, title: "Jailbreaks", state, reason: "Because." },
  });

  test("passes with every test met, fails with one that fails, and names what is missing or stale", () => {
    expect(planResult([line("met")])).toMatchObject({ rule: { result: "pass", observed: 0 }, missing: [] });
    const mixed = planResult([line("stale", "PT-0002"), line("missing", "PT-0003"), line("met")]);
    expect(mixed.rule).toMatchObject({ result: "undecided", observed: 2 });
    expect(mixed.missing).toEqual([
      "PT-0002 Jailbreaks is stale. Because.",
      "PT-0003 Jailbreaks is missing. Because.",
    ]);
    expect(planResult([line("failing"), line("stale", "PT-0002")]).rule.result).toBe("fail");
  });

  test.each([
    ["nobody knows the plan", null],
    ["there is none", []],
  ])("is undecided where %s", (_why, plan) => {
    const { rule, missing } = planResult(plan);
    expect([rule.result, missing.length]).toEqual(["undecided", 1]);
  });
});

describe("what the facts of a system suggest", () => {
  const control = { id: "c", ref: "C-0001", title: "Jailbreak filter" };
  const link = { id: "l", tool: "garak", check: "dan*", threatClass: null, control };
  const families = [{ family: "prompt_injection", label: "Prompt injection", threats: 4 }];
  const classes = new Map([["direct-injection", "Prompt injection (direct)"]]);

  test("are the checks of its controls and the classes of its threats, each with the reason", () => {
    const found = suggestionsFor({ planned: [], links: [link], families, classes });
    expect(found.map(({ key }) => key)).toEqual([
      ...["check-l", "class-direct-injection", "class-indirect-injection"],
    ]);
    expect(found[0]).toMatchObject({ control: { id: "c" }, because: expect.stringContaining("C-0001") });
    expect(found[1]?.because).toContain("Prompt injection apply (4)");
  });

  test("leave out what the plan has already", () => {
    const have = [
      { tool: "garak", check: "dan*", threatClass: null, controlIds: [] },
      { tool: null, check: null, threatClass: "direct-injection", controlIds: [] },
    ];
    const found = suggestionsFor({ planned: have, links: [link], families, classes });
    expect(found.map(({ key }) => key)).toEqual(["class-indirect-injection"]);
    const other = { tool: "pyrit", check: null, threatClass: null, controlIds: ["c"] };
    const evidence = suggestionsFor({ planned: [other], links: [link], families: [], classes });
    expect(evidence, "its control has another planned test").toEqual([]);
  });
});
