import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { answerQuestion, confirmAnswers } from "@/lib/domain/assessments/commands/answer";
import { fillFromRecords } from "@/lib/domain/assessments/commands/fill-known";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { evaluateStoredRuns } from "@/lib/domain/test-runs/gate/commands/evaluate-gate";
import { createGatePolicy } from "@/lib/domain/test-runs/gate/commands/write-policy";
import { answersFrom, type RunFacts, type VerdictFacts } from "@/lib/domain/test-runs/plans/checklist";
import { createPlannedTest } from "@/lib/domain/test-runs/plans/commands/write-planned";
import type { Actor } from "@/lib/platform/access/actor";
import { started } from "@/tests/support/assessments";
import { garakReport, takenIn } from "@/tests/support/stored-results";
import { createWorld, personWith, type World } from "@/tests/support/world";
import "@/lib/registry";

const now = new Date("2026-11-27T12:00:00Z");
const day = (at: Date) => at.toISOString().slice(0, 10);
const verdict: VerdictFacts = {
  ...{ ref: "GV-0001", verdict: "pass", at: now, policy: "prod version 2", blocking: true, fresh: true },
  ...{ suites: ["garak:dan*"], baseline: true },
};
const run: RunFacts = {
  ...{ ref: "TR-0001", tool: "garak", format: "garak", at: now, evaluated: 40, vulnerable: 1 },
  classes: ["jailbreak", "indirect-injection"],
};
const answers = (facts: object) =>
  new Map(
    answersFrom({ plan: [], runs: [], verdict: null, now, day, ...facts }).map((one) => [one.question, one]),
  );

describe("what the records say of the security checklist", () => {
  test("is nothing where there is no plan, no run and no verdict", () => {
    expect(answers({}).size).toBe(0);
  });

  test.each([
    ["in-place", {}],
    ["in-place", { verdict: "fail" }],
    ["partly", { verdict: "undecided" }],
    ["partly", { blocking: false }],
    ["partly", { fresh: false }],
    ["partly", { suites: [] }],
  ])("calls the gate %s for a verdict that is %o", (value, more) => {
    expect(answers({ verdict: { ...verdict, ...more } }).get("automated-red-team")?.value).toBe(value);
  });

  test("names verdict, policy, required suites and baseline, and whether a miss stops the release", () => {
    const found = answers({ verdict });
    expect(found.get("automated-red-team")?.source).toBe(
      "GV-0001 by prod version 2: pass; blocking; required suites garak:dan*; what the baseline does not have stops.",
    );
    expect(found.get("gate-effect")?.value).toBe("blocks-soft");
    expect(answers({ verdict: { ...verdict, blocking: false } }).get("gate-effect")?.value).toBe("warns");
  });

  test("are the attacks that complete runs evaluated, and the scan of model files, as far as it goes", () => {
    const scan = {
      ...run,
      ref: "TR-0002",
      tool: "ModelScan",
      format: "modelscan",
      classes: ["supply-chain"],
    };
    const found = answers({ runs: [run, scan] });
    expect(found.get("red-team-coverage")).toMatchObject({
      value: ["injection", "jailbreak"],
      source: expect.stringContaining("TR-0001 garak of 2026-11-27"),
    });
    expect(found.get("unsafe-serialisation")).toMatchObject({
      value: "partly",
      source: expect.stringContaining("TR-0002, ModelScan: 1 of 40"),
    });
  });

  test("are the thresholds of the plan with the last results, and in place only with every test met", () => {
    const line = { ref: "PT-0001", title: "Jailbreaks", state: "met", limitPercent: 5, observedPercent: 1.5 };
    const found = answers({ plan: [line] });
    expect(found.get("threshold-list")?.value).toEqual([
      { measure: "PT-0001 Jailbreaks, % of cases that fail", limit: 5, direction: "at-most", result: 1.5 },
    ]);
    expect(found.get("security-tests")?.value).toBe("in-place");
    const open = answers({ plan: [line, { ...line, ref: "PT-0002", state: "missing" }] });
    expect(open.get("security-tests")).toMatchObject({
      value: "partly",
      source: "Test plan: 1 of 2 tests met (PT-0002 missing).",
    });
  });
});

describe("a checklist", () => {
  let world: World;
  let lead: Actor;
  beforeAll(async () => {
    world = await createWorld();
    lead = await personWith("lead", world.insurance);
  });

  test("is filled in when it is started, each answer with its source and day, and counts once a person confirms", async () => {
    const { id: systemId } = await createSystem.execute(lead, {
      ...{ name: `Helpdesk ${randomUUID()}`, unitId: world.claims, ownerId: lead.personId },
    });
    const report = garakReport({ day: 38, probes: { "dan.DAN": [0, 30] } });
    const { runId } = await takenIn(lead, report, { systemId });
    await createPlannedTest.execute(lead, {
      ...{ systemId, title: "Jailbreaks", tool: "garak", check: "dan*", limitPercent: 10 },
      ...{ minimumCases: 20, cadenceDays: 30, versions: "any" },
    });
    const id = await started(lead, systemId, "cicd-security-checklist");
    const read = () => getAssessment.execute(lead, { id });
    const first = await read();
    expect(first.fills).toBe(true);
    expect(first.answers["red-team-coverage"]).toMatchObject({
      ...{ way: "carried", by: "Plumbline", answer: { kind: "value", value: ["jailbreak"] } },
      source: expect.stringMatching(/^Evaluated in complete runs .*: TR-\d+ garak/),
    });
    const why = (question: string, left = first.left) => left.find((one) => one.question === question)?.why;
    expect([why("red-team-coverage"), why("security-tests")]).toEqual(["carried", "carried"]);
    expect(first.answers["automated-red-team"], "no gate decided yet").toBeUndefined();

    await confirmAnswers.execute(lead, { id, questionKeys: ["security-tests"] });
    const thresholds = { id, questionKey: "thresholds", seen: 1 };
    await answerQuestion.execute(lead, { ...thresholds, answer: { kind: "value", value: "in-place" } });
    const text = `id: gate\nversion: 1\nrequire: [{ suite: "garak:dan*" }]\nrules: [{ id: none, findings: {} }]\n`;
    await createGatePolicy.execute(lead, { title: "Gate", unitId: world.insurance, text });
    await evaluateStoredRuns.execute(lead, { systemId, policy: "gate", runIds: [runId ?? ""] });
    expect(await fillFromRecords.execute(lead, { id })).toEqual({ filled: 2 });
    const after = await read();
    expect(after.answers["automated-red-team"]).toMatchObject({
      ...{ answer: { kind: "value", value: "in-place" }, source: expect.stringMatching(/^GV-\d+ by gate/) },
    });
    expect(after.answers["security-tests"]).toMatchObject({
      ...{ way: "confirmed", by: lead.name, source: expect.stringContaining("1 of 1 tests met") },
    });
    expect(after.answers["thresholds"], "what a person answered stays").toMatchObject({
      ...{ way: "answered", source: null, answer: { value: "in-place" } },
    });
    expect(await fillFromRecords.execute(lead, { id })).toEqual({ filled: 0 });
  });
});
