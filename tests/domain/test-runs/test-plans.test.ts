import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { createControl } from "@/lib/domain/controls/commands/change-control";
import { testControl } from "@/lib/domain/controls/commands/test-control";
import { getControl } from "@/lib/domain/controls/queries/control";
import { models } from "@/lib/domain/inventory/models/part";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { getMyWork } from "@/lib/domain/my-work/queries";
import { everythingDue } from "@/lib/domain/reminders/due";
import { testRunsRead } from "@/lib/domain/test-runs/access";
import { linkChecks } from "@/lib/domain/test-runs/commands/link-checks";
import { evaluateStoredRuns } from "@/lib/domain/test-runs/gate/commands/evaluate-gate";
import { createGatePolicy } from "@/lib/domain/test-runs/gate/commands/write-policy";
import { followPlans } from "@/lib/domain/test-runs/plans/commands/judge-plan";
import {
  createPlannedTest,
  retirePlannedTest,
  updatePlannedTest,
} from "@/lib/domain/test-runs/plans/commands/write-planned";
import { planConditions } from "@/lib/domain/test-runs/plans/conditions";
import { getPlannedHistory, getPlannedTest, getTestPlan } from "@/lib/domain/test-runs/plans/queries/planned";
import { plannedRegister } from "@/lib/domain/test-runs/plans/queries/register";
import { suggestPlan } from "@/lib/domain/test-runs/plans/queries/suggestions";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import { addDays } from "@/lib/platform/time/day";
import { inDays } from "@/tests/support/days";
import { garakReport, takenIn } from "@/tests/support/stored-results";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
});

const today = inDays(0);
const system = async (more: object = {}) =>
  (await createSystem.execute(lead, { name: `Helpdesk ${randomUUID()}`, unitId: world.claims, ...more })).id;
const jailbreaks = {
  ...{ title: "Jailbreaks", tool: "garak", check: "dan*", limitPercent: 10, minimumCases: 20 },
  ...{ cadenceDays: 30, versions: "any" as const },
};
const plan = (systemId: string, more: object = {}, by = lead) =>
  createPlannedTest.execute(by, { ...jailbreaks, systemId, ...more });
const stands = (id: string) => getPlannedTest.execute(lead, { id });
/** A run of a day counted from 40 days ago, by its attempts that got through and that were held off. */
const run = async (systemId: string, day: number, attempts: [number, number, number?], more: object = {}) =>
  (
    await takenIn(lead, garakReport({ day, probes: { "dan.DAN": attempts }, ...more }), {
      systemId,
      ...("modelId" in more ? { modelId: more.modelId as string } : {}),
    })
  ).runId ?? "";
const control = async (systemId: string, more: object = {}) =>
  createControl.execute(lead, {
    ...{ title: "Jailbreak filter", kind: "preventive", systemId, unitId: world.claims },
    ...{ status: "implemented", implementation: "By a filter.", ownerId: lead.personId, ...more },
  } as never);

describe("a test plan", () => {
  test("says of each test how it stands by the runs there are, moves with each run, and names the run", async () => {
    const systemId = await system();
    await run(systemId, 1, [0, 30]);
    const { id } = await plan(systemId);
    expect(await stands(id)).toMatchObject({ state: "stale", ref: expect.stringMatching(/^PT-\d{4}$/) });
    await run(systemId, 37, [0, 30], { finished: false });
    expect((await stands(id)).state, "a run without an end does not count").toBe("stale");
    const met = await run(systemId, 38, [1, 29]);
    expect(await stands(id)).toMatchObject({
      ...{ state: "met", run: { id: met }, testedOn: addDays(today, -2), dueOn: addDays(today, 28) },
    });
    await run(systemId, 39, [15, 15]);
    await plan(systemId, { title: "Injection", check: "promptinject*" });
    const { rows, met: many, missing } = await getTestPlan.execute(lead, { systemId });
    expect([rows.map(({ state }) => state), many, missing]).toEqual([["failing", "missing"], 0, 1]);
    const { entries } = await getPlannedHistory.execute(lead, { id });
    expect(entries.filter(({ action }) => action === "judged").length).toBeGreaterThan(2);
  });

  test("is filtered, searched and counted by state, system, owner and tool, with what only time made stale", async () => {
    const systemId = await system();
    await run(systemId, 38, [0, 30]);
    const { id } = await plan(systemId, { ownerId: lead.personId });
    await plan(systemId, { title: "Leaks", tool: "promptfoo", check: null });
    const found = async (more: object) =>
      (await plannedRegister.list.execute(lead, { system: systemId, ...more } as never)).rows.map(
        ({ title, state }) => `${title} ${state}`,
      );
    expect(await found({ state: "met" })).toEqual(["Jailbreaks met"]);
    expect(await found({ state: "missing,stale" })).toEqual(["Leaks missing"]);
    expect(await found({ mine: "true" })).toEqual(["Jailbreaks met"]);
    expect(await found({ tool: "promptfoo" })).toEqual(["Leaks missing"]);
    expect(await found({ q: "leak" })).toEqual(["Leaks missing"]);
    await expect(found({ state: "fine" })).rejects.toThrow(Invalid);
    await asOwner((client) =>
      client.query(`update planned_tests set "dueOn" = current_date - 3 where id = $1`, [id]),
    );
    expect(await found({ state: "met" })).toEqual([]);
    expect(await found({ state: "stale" })).toEqual(["Jailbreaks stale"]);
  });

  test.each([
    ["nothing to run", { tool: null, check: null }, "tool"],
    ["a class that there is not", { threatClass: "rudeness" }, "threatClass"],
    ["an exact version that is not named", { versions: "exact" }, "versions"],
    ["a version that decides nothing", { modelVersion: "4" }, "versions"],
    ["a model that the system does not use", { modelId: randomUUID() }, "modelId"],
    ["an owner without an account", { ownerId: randomUUID() }, "ownerId"],
    ["a control of another system", { controlIds: [randomUUID()] }, "controlIds"],
    ["more than every case", { limitPercent: 101 }, "limitPercent"],
  ])("refuses %s and plans nothing", async (_what, more, path) => {
    const systemId = await system();
    await expect(plan(systemId, more)).rejects.toMatchObject({
      problems: expect.arrayContaining([expect.objectContaining({ path })]),
    });
    expect((await getTestPlan.execute(lead, { systemId })).rows).toEqual([]);
  });

  test("is written by those who may, read where its system is, and follows it into another unit", async () => {
    const systemId = await system();
    const { id, version } = await plan(systemId);
    const reader = await personWith("reader", world.claims);
    await expect(plan(systemId, {}, reader)).rejects.toThrow(Forbidden);
    const stranger = await personWith("lead", world.clinics);
    await expect(getPlannedTest.execute(stranger, { id })).rejects.toThrow(NotFound);
    await expect(plan(systemId, {}, stranger)).rejects.toThrow(Invalid);
    const changed = await updatePlannedTest.execute(lead, { id, version, cadenceDays: 7 });
    await expect(updatePlannedTest.execute(lead, { id, version, cadenceDays: 9 })).rejects.toThrow(Conflict);
    const { version: seen } = await getSystem.execute(lead, { id: systemId });
    await updateSystem.execute(lead, { id: systemId, version: seen, unitId: world.insurance } as never);
    expect((await stands(id)).unit.id).toBe(world.insurance);
    const now = (await stands(id)).version;
    expect(now).toBeGreaterThan(changed.version);
    await retirePlannedTest.execute(lead, { id, version: now, reason: "The feature is gone." });
    expect((await getTestPlan.execute(lead, { systemId })).rows).toEqual([]);
    await expect(updatePlannedTest.execute(lead, { id, version: now + 1, cadenceDays: 9 })).rejects.toThrow(
      "planned no more",
    );
  });

  test("is asked for in My work and by reminders while it is not met, and no more once it is out of the plan", async () => {
    const owner = await personWith("system-owner", world.claims);
    const systemId = await system();
    const { id, version } = await plan(systemId, { ownerId: owner.personId });
    const work = async () =>
      (await getMyWork.execute(owner, {})).groups.flatMap(({ items }) => items).map(({ key }) => key);
    const due = query({
      ...{ name: "reminders.due", summary: "What is due", permission: testRunsRead },
      input: z.strictObject({}),
      run: async (context) =>
        (await everythingDue(context, today, 7)).filter(({ subjectId }) => subjectId === id),
    });
    expect(await work()).toContain(`planned-test-${id}`);
    expect(await due.execute(theSystem(), {})).toMatchObject([{ personId: owner.personId, dueOn: today }]);
    await retirePlannedTest.execute(lead, { id, version, reason: "Gone." });
    expect(await work()).not.toContain(`planned-test-${id}`);
    expect(await due.execute(theSystem(), {})).toEqual([]);
  });

  test("is suggested from the checks of its controls, and taking one fills the plan with the reason", async () => {
    const systemId = await system();
    const filter = await control(systemId);
    await linkChecks.execute(lead, { controlId: filter.id, systemId, tool: "garak", check: "dan*" });
    const { rows } = await suggestPlan.execute(lead, { systemId });
    expect(rows).toMatchObject([{ tool: "garak", check: "dan*", control: { id: filter.id } }]);
    const { id } = await plan(systemId, { origin: rows[0]?.because, controlIds: [filter.id] });
    expect((await stands(id)).origin).toContain("test C-");
    expect((await suggestPlan.execute(lead, { systemId })).rows).toEqual([]);
  });
});

describe("a control that a planned test is evidence for", () => {
  const outcome = async (id: string) => {
    const { status, tests } = await getControl.execute(lead, { id });
    return [status, tests[0]?.outcome];
  };

  test("operates while every such test is met, fails with one that fails, and a new version ends its pass once", async () => {
    const model = await models.create.execute(lead, {
      ...{ name: "Altamira", modelVersion: "4.0", unitId: world.claims },
    } as never);
    const systemId = await system({ modelIds: [model.id] });
    const filter = await control(systemId);
    const on = { modelId: model.id };
    const { id } = await plan(systemId, {
      versions: "in-use",
      controlIds: [filter.id],
      ownerId: lead.personId,
    });
    expect(await outcome(filter.id), "missing shows nothing").toEqual(["implemented", undefined]);
    await run(systemId, 30, [1, 29], on);
    expect(await outcome(filter.id), "within the threshold").toEqual(["operating", "passed"]);
    await run(systemId, 31, [20, 10], on);
    expect(await outcome(filter.id)).toEqual(["failed", "failed"]);
    await run(systemId, 32, [0, 30], on);
    expect(await outcome(filter.id)).toEqual(["operating", "passed"]);
    await followPlans.execute(theSystem(), {});
    expect(await outcome(filter.id)).toEqual(["operating", "passed"]);
    const { version } = await models.get.execute(lead, { id: model.id });
    await models.update.execute(lead, { id: model.id, version, modelVersion: "4.1" } as never);
    await expect(followPlans.execute(lead, {})).rejects.toThrow(Forbidden);
    await followPlans.execute(theSystem(), {});
    expect(await stands(id)).toMatchObject({ state: "stale", dueOn: today });
    const { tests } = await getControl.execute(lead, { id: filter.id });
    expect(tests[0]).toMatchObject({ outcome: "not-run", note: expect.stringContaining("version 4.1 now") });
    expect((await followPlans.execute(theSystem(), {})).moved).toBe(0);
    const told = await asOwner((client) =>
      client.query(`select title from notifications where "subjectId" = $1`, [id]),
    );
    expect(told.rows.map(({ title }) => title)).toContainEqual(expect.stringMatching(/Jailbreaks: stale$/));
    await run(systemId, 33, [0, 30], { ...on, target: "again" });
    expect(await outcome(filter.id), "tested again on what is in use").toEqual(["operating", "passed"]);
  });

  test("keeps what a person tested after the plan moved, and passes by nothing but all of its tests", async () => {
    const systemId = await system();
    const filter = await control(systemId);
    await plan(systemId, { controlIds: [filter.id] });
    await plan(systemId, { title: "Injection", check: "promptinject*", controlIds: [filter.id] });
    await run(systemId, 38, [0, 30]);
    expect(await outcome(filter.id), "one of two is missing").toEqual(["implemented", undefined]);
    const { version } = await getControl.execute(lead, { id: filter.id });
    await testControl.execute(lead, {
      ...{ id: filter.id, version, outcome: "passed", testedOn: today, note: "By hand." },
    });
    await followPlans.execute(theSystem(), {});
    expect(await outcome(filter.id)).toEqual(["operating", "passed"]);
  });
});

describe("a gate", () => {
  const policy = async (rest: string) => {
    const key = `plan-${randomUUID()}`;
    const text = `id: ${key}\nversion: 1\n${rest}rules:\n  - { id: none, findings: { severity: critical } }\n`;
    await createGatePolicy.execute(lead, { title: "Plans", unitId: world.insurance, text });
    return key;
  };
  const ask = (systemId: string, key: string, runId: string, more: object = {}) =>
    evaluateStoredRuns.execute(lead, { systemId, policy: key, runIds: [runId], ...more });

  test("that requires the plan names what is missing, and passes once every test is met", async () => {
    const [key, systemId] = [await policy("require_plan: true\n"), await system()];
    const runId = await run(systemId, 38, [0, 30]);
    expect(await ask(systemId, key, runId)).toMatchObject({
      ...{ verdict: "undecided", completeness: { missing: [expect.stringContaining("has none")] } },
    });
    await plan(systemId);
    const { id, version } = await plan(systemId, { title: "Injection", check: "promptinject*" });
    expect(await ask(systemId, key, runId)).toMatchObject({
      verdict: "undecided",
      completeness: { missing: [expect.stringMatching(/^PT-\d+ Injection is missing\./)] },
    });
    const [condition] = planConditions;
    const checked = query({
      ...{ name: "plans.check", summary: "What the condition finds", permission: testRunsRead },
      input: z.strictObject({}),
      run: async (context) => condition?.check(context, { id: systemId, unitId: world.claims }, null),
    });
    expect(await checked.execute(lead, {})).toMatchObject({ state: "unknown" });
    await retirePlannedTest.execute(lead, { id, version, reason: "Covered elsewhere." });
    expect(await ask(systemId, key, runId)).toMatchObject({
      verdict: "pass",
      rules: [{ id: "none" }, { id: "test-plan", result: "pass", observed: 0 }],
    });
    expect(await checked.execute(lead, {})).toMatchObject({ state: "holds" });
    await run(systemId, 39, [15, 15]);
    expect(await ask(systemId, key, runId)).toMatchObject({ verdict: "fail" });
    expect(await checked.execute(lead, {})).toMatchObject({ state: "fails" });
  });

  test("whose verdict is a test of a control moves it, but for a change that is still on its way", async () => {
    const [key, systemId] = [await policy("controls: [ai-red-teaming, tevv-plan]\n"), await system()];
    const { id } = await control(systemId);
    await asOwner((client) =>
      client.query(`update controls set "libraryKey" = 'ai-red-teaming' where id = $1`, [id]),
    );
    const newest = async () => (await getControl.execute(lead, { id })).tests[0];
    const first = await run(systemId, 37, [0, 30]);
    const change = await ask(systemId, key, first, { branch: "change", base: "main" });
    expect([change.verdict, await newest()]).toEqual(["pass", undefined]);
    expect(change["notes"]).toContainEqual(expect.stringContaining("no test of the controls"));
    const passed = await ask(systemId, key, first, { branch: "main", base: "main" });
    expect(await newest()).toMatchObject({ outcome: "passed", testedOn: today });
    expect((await newest())?.note).toMatch(/^GV-\d+ by plan-.* version 1: pass\.$/);
    expect(passed["notes"]).toEqual([expect.stringContaining("no control tevv-plan in place")]);
    await ask(systemId, key, await run(systemId, 38, [0, 0, 30]));
    expect((await newest())?.outcome, "undecided shows nothing").toBe("error");
    await ask(systemId, key, await run(systemId, 39, [29, 1]));
    expect((await newest())?.outcome).toBe("failed");
  });
});
