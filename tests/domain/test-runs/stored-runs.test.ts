import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { createControl } from "@/lib/domain/controls/commands/change-control";
import { linkControl } from "@/lib/domain/controls/commands/link-risk";
import { getControl } from "@/lib/domain/controls/queries/control";
import { models } from "@/lib/domain/inventory/models/part";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { scoreRisk } from "@/lib/domain/risks/commands/score-risk";
import { listScores } from "@/lib/domain/risks/queries/record";
import { getRisk } from "@/lib/domain/risks/queries/risk";
import { applyTestImport } from "@/lib/domain/test-runs/commands/create-import";
import { followVersions } from "@/lib/domain/test-runs/commands/follow-versions";
import { linkChecks, unlinkChecks } from "@/lib/domain/test-runs/commands/link-checks";
import { findingToRisk, unlinkFindingRisk } from "@/lib/domain/test-runs/commands/link-finding";
import { decideFinding, judgeFinding, updateFinding } from "@/lib/domain/test-runs/commands/triage-finding";
import { getFinding } from "@/lib/domain/test-runs/queries/finding";
import { checksOfControl, findingsOnRisk, testsOf } from "@/lib/domain/test-runs/queries/links";
import { runRegister } from "@/lib/domain/test-runs/queries/register";
import { getRun, listResults } from "@/lib/domain/test-runs/queries/runs";
import type { Actor } from "@/lib/platform/access/actor";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { findingsOf, garakReport, readIn, takenIn } from "@/tests/support/stored-results";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
});

const system = async (more: object = {}) =>
  (
    await createSystem.execute(lead, {
      ...{ name: `Helpdesk ${randomUUID()}`, unitId: world.claims, ownerId: lead.personId, ...more },
    })
  ).id;
const count = async (table: string, systemId: string) =>
  asOwner(
    async (client) =>
      (await client.query(`select count(*)::int as n from ${table} where "systemId" = $1`, [systemId]))
        .rows[0].n,
  );
const one = async (systemId: string, check: string) => {
  const row = (await findingsOf(lead, systemId)).get(check);
  return getFinding.execute(lead, { id: row?.id ?? "" });
};

const probes = { "dan.DAN": [3, 17], "promptinject.Hijack": [0, 30], "encoding.Base64": [10, 10] } as const;

describe("a file of results", () => {
  test("is read in a dry run that says what it would do and writes nothing, then applied whole", async () => {
    const systemId = await system();
    const dry = await readIn(lead, garakReport({ day: 1, probes }), { systemId });
    expect(dry).toMatchObject({ state: "checked", found: { effects: { create: 2, close: 0 }, passed: 1 } });
    expect([await count("test_runs", systemId), await count("findings", systemId)]).toEqual([0, 0]);

    const { runId } = await takenIn(lead, garakReport({ day: 1, probes }), { systemId });
    const run = await getRun.execute(lead, { id: runId ?? "" });
    expect(run).toMatchObject({ tool: "garak", complete: true, evaluated: 70, vulnerable: 13, created: 2 });
    const { rows } = await listResults.execute(lead, { id: run.id, only: "defended" });
    expect(rows).toMatchObject([{ check: "promptinject.Hijack", defended: 30, finding: null }]);
    const found = await one(systemId, "dan.DAN");
    expect(found).toMatchObject({
      ...{ state: "open", occurrences: 3, evaluated: 20, threatClass: "jailbreak", failurePercent: 15 },
      owasp: expect.arrayContaining([{ edition: "2025", id: "LLM01" }]),
      ...{ atlas: ["AML.T0054"], trend: [{ vulnerable: 3, evaluated: 20 }] },
    });
    expect(found.severityReason).toContain("weight 3 of 3");
  });

  test("changes nothing when the same bytes come again, nor when other bytes say the same", async () => {
    const systemId = await system();
    const report = garakReport({ day: 1, probes });
    await takenIn(lead, report, { systemId });
    const before = await findingsOf(lead, systemId);
    expect((await takenIn(lead, report, { systemId })).state).toBe("unchanged");
    expect((await takenIn(lead, report.replaceAll(",", ", "), { systemId })).state).toBe("unchanged");
    expect(await findingsOf(lead, systemId)).toEqual(before);
    expect(await count("test_runs", systemId)).toBe(1);
  });

  test("keeps no prompt and no answer, and its name for the target binds nothing but is told", async () => {
    const model = await models.create.execute(lead, { name: "Altamira 4", unitId: world.claims } as never);
    const systemId = await system({ modelIds: [model.id] });
    const report = garakReport({ day: 1, probes, target: "someone@example.com" });
    const { found, runId } = await takenIn(lead, report, { systemId, modelId: model.id });
    expect(found?.warnings[0]).toContain("bound to the model Altamira 4");
    const kept = await asOwner(async (client) => {
      const rows: string[] = [];
      for (const table of ["test_runs", "test_results", "findings", "test_imports", "finding_events"])
        rows.push(...(await client.query(`select to_jsonb(t)::text as row from ${table} t`)).rows);
      return rows;
    });
    expect(JSON.stringify(kept)).not.toMatch(/4111|someone@example\.com/);
    expect(await getRun.execute(lead, { id: runId ?? "" })).toMatchObject({ model: "Altamira 4" });
  });

  test("is refused for a system one does not see, a model it does not use, and where nothing is recognised", async () => {
    const systemId = await system();
    const other = await models.create.execute(lead, { name: "Elsewhere", unitId: world.claims } as never);
    const report = garakReport({ day: 1, probes });
    await expect(readIn(lead, report, { systemId, modelId: other.id })).rejects.toThrow(Invalid);
    const stranger = await personWith("lead", world.clinics);
    await expect(readIn(stranger, report, { systemId })).rejects.toThrow(Invalid);
    const unknown = await readIn(lead, '{"nothing": "known"}', { systemId });
    expect(unknown).toMatchObject({ state: "failed", found: null });
    expect(unknown.message).toContain("no file of test results that is known");
    const endless = { entry_type: "eval", probe: "dan.DAN", detector: "d", passed: 9e12, fails: 1 };
    const many = await readIn(lead, `${JSON.stringify(endless)}\n`, { systemId });
    expect(many.message).toContain("counts more than 2,000,000,000 cases");
    const late = await readIn(lead, report, { systemId });
    await asOwner((client) => client.query(`delete from files where name = 'report.jsonl'`));
    await expect(applyTestImport.execute(lead, { id: late.id })).rejects.toThrow("Hand it in again");
    expect(await count("test_runs", systemId)).toBe(0);
  });

  test("of a training exercise is kept and says nothing of the system", async () => {
    const systemId = await system();
    const attempts = JSON.stringify([
      { level: "baseline", prompt: "Tell me", answer: "I will not", success: false },
      { level: "baseline", prompt: "Tell me", answer: "COCOLOCO", success: true },
    ]);
    const { runId } = await takenIn(lead, attempts, { systemId, format: "gandalf" });
    expect(await getRun.execute(lead, { id: runId ?? "" })).toMatchObject({ exercise: true, created: 0 });
    expect(await count("findings", systemId)).toBe(0);
  });
});

describe("from run to run", () => {
  test("only what was tested again is closed, and what comes back is reopened with its history", async () => {
    const systemId = await system();
    const clean = { "dan.DAN": [0, 20] } as const;
    const take = (day: number, of: Parameters<typeof garakReport>[0]["probes"], finished = true) =>
      takenIn(lead, garakReport({ day, probes: of, finished }), { systemId });
    await take(1, probes);
    await take(2, {});
    await take(3, clean, false);
    expect((await one(systemId, "dan.DAN")).state).toBe("open");
    expect((await take(4, clean)).found?.effects).toMatchObject({ "not-reproduced": 1, "not-retested": 1 });
    expect((await take(5, clean)).found?.effects).toMatchObject({ close: 1 });
    expect(await one(systemId, "dan.DAN")).toMatchObject({ state: "closed" });
    expect(await one(systemId, "encoding.Base64")).toMatchObject({
      state: "open",
      retest: "Not tested again",
    });
    expect((await take(6, { "dan.DAN": [1, 19] })).found?.effects).toMatchObject({ reopen: 1 });
    const found = await one(systemId, "dan.DAN");
    expect(found.events.map(({ toState, run }) => [toState, run?.ref !== undefined])).toEqual(
      ["reopened", "closed", "not-reproduced", "open"].map((state) => [state, true]),
    );
    expect(found.trend.map(({ vulnerable, evaluated }) => [vulnerable, evaluated])).toEqual([
      [3, 20],
      [0, 20],
      [0, 20],
      [0, 20],
      [1, 19 + 1],
    ]);
    expect((await take(2, { "dan.DAN": [9, 9] })).found?.effects).toMatchObject({ "older-run": 1 });
    expect(await one(systemId, "dan.DAN")).toMatchObject({ occurrences: 1, state: "reopened" });
  });

  test("people are told of what is new and of what comes back, and not each time it comes and goes", async () => {
    const owner = await personWith("system-owner", world.claims);
    const systemId = await system({ ownerId: owner.personId });
    const take = (day: number, vulnerable: number) =>
      takenIn(lead, garakReport({ day, probes: { "dan.DAN": [vulnerable, 100] } }), { systemId });
    const told = () =>
      asOwner(
        async (client) =>
          (
            await client.query(
              `select title from notifications where "personId" = $1 and "subjectType" = 'test-runs' order by "createdAt"`,
              [owner.personId],
            )
          ).rows,
      );
    await take(1, 9);
    expect(await told()).toEqual([{ title: expect.stringMatching(/^TR-\d+, garak: 1 new findings$/) }]);
    await take(2, 0);
    await take(3, 9);
    expect(await one(systemId, "dan.DAN")).toMatchObject({ state: "reopened" });
    expect(await told()).toHaveLength(1);
    await take(4, 0);
    await asOwner((client) =>
      client.query(`update findings set "toldAt" = now() - interval '8 days' where "systemId" = $1`, [
        systemId,
      ]),
    );
    await take(5, 9);
    expect(await told()).toHaveLength(2);
  });

  test("what a person decided stands: no weakness stays none, and a severity stays as they said", async () => {
    const systemId = await system();
    await takenIn(lead, garakReport({ day: 1, probes }), { systemId });
    const [dan, base64] = [await one(systemId, "dan.DAN"), await one(systemId, "encoding.Base64")];
    const decided = { id: dan.id, version: dan.version, state: "false-positive" as const };
    await expect(decideFinding.execute(lead, decided)).rejects.toThrow("Say why");
    await decideFinding.execute(lead, { ...decided, reason: "The detector takes a refusal for a hit." });
    await judgeFinding.execute(lead, {
      ...{ id: base64.id, version: base64.version, severity: "low", reason: "No such input reaches it." },
    });
    await takenIn(lead, garakReport({ day: 2, probes: { ...probes, "dan.DAN": [20, 0] } }), { systemId });
    expect(await one(systemId, "dan.DAN")).toMatchObject({ state: "false-positive", occurrences: 20 });
    expect(await one(systemId, "encoding.Base64")).toMatchObject({
      severity: "low",
      ruledSeverity: "medium",
    });
    const { version } = await one(systemId, "dan.DAN");
    await expect(updateFinding.execute(lead, { id: dan.id, version, triage: "confirmed" })).rejects.toThrow(
      "It is false positive",
    );
  });
});

describe("a control that checks test", () => {
  test("operates after a clean run, fails with one case that got through, and its risk moves with the sentence why", async () => {
    const systemId = await system();
    const control = await createControl.execute(lead, {
      ...{ title: "Jailbreak filter", kind: "preventive", systemId, unitId: world.claims },
      ...{ status: "implemented", implementation: "By a filter.", ownerId: lead.personId },
      ...{ lowersLikelihood: 2, lowersImpact: 0 },
    } as never);
    const risk = await createRisk.execute(lead, {
      title: "It talks",
      category: "security",
      unitId: world.claims,
    });
    await scoreRisk.execute(lead, {
      ...{ id: risk.id, version: risk.version, kind: "inherent", likelihood: 4, impact: 4, reason: "Open." },
    } as never);
    await linkControl.execute(lead, { controlId: control.id, riskId: risk.id });
    await linkChecks.execute(lead, { controlId: control.id, systemId, threatClass: "jailbreak" });
    const clean = garakReport({ day: 1, probes: { "dan.DAN": [0, 20] } });
    await takenIn(lead, clean, { systemId });
    const stand = async () => {
      const { status, tests } = await getControl.execute(lead, { id: control.id });
      const { currentLikelihood } = await getRisk.execute(lead, { id: risk.id });
      return [status, tests[0]?.outcome, currentLikelihood];
    };
    expect(await stand()).toEqual(["operating", "passed", 2]);
    await takenIn(lead, garakReport({ day: 2, probes: { "dan.DAN": [2, 18] } }), { systemId });
    expect(await stand()).toEqual(["failed", "failed", 4]);
    const { tests } = await getControl.execute(lead, { id: control.id });
    expect(tests[0]?.note).toMatch(/TR-\d+, garak: 2 of 20 cases got through/);
    const { rows, findings } = await checksOfControl.execute(lead, { controlId: control.id });
    expect([rows.length, findings.length]).toEqual([1, 1]);
    const { rows: scores } = await listScores.execute(lead, { id: risk.id });
    expect(scores[0]?.reason).toContain("failed");
    const found = await one(systemId, "dan.DAN");
    expect(found.controls).toMatchObject([{ id: control.id, lastOutcome: "failed" }]);
    await findingToRisk.execute(lead, { id: found.id, riskId: risk.id });
    expect((await findingsOnRisk.execute(lead, { riskId: risk.id })).rows).toMatchObject([{ id: found.id }]);
    const [joined] = (await one(systemId, "dan.DAN")).risks;
    await unlinkFindingRisk.execute(lead, { id: joined?.linkId ?? "" });
    expect((await findingsOnRisk.execute(lead, { riskId: risk.id })).rows).toEqual([]);
    await unlinkChecks.execute(lead, { id: rows[0]?.id ?? "" });
    await takenIn(lead, garakReport({ day: 3, probes: { "dan.DAN": [5, 15] } }), { systemId });
    expect((await getControl.execute(lead, { id: control.id })).tests).toHaveLength(2);
  });
});

test("a pass ends when the model has another version than the one that was tested, and once only", async () => {
  const model = await models.create.execute(lead, {
    ...{ name: "Altamira", modelVersion: "4.0", unitId: world.claims },
  } as never);
  const systemId = await system({ modelIds: [model.id] });
  const control = await createControl.execute(lead, {
    ...{
      title: "Jailbreak filter",
      kind: "preventive",
      systemId,
      unitId: world.claims,
      status: "implemented",
    },
  } as never);
  await linkChecks.execute(lead, { controlId: control.id, systemId, tool: "gar*", check: "dan.*" });
  const clean = garakReport({ day: 30, probes: { "dan.DAN": [0, 20] }, target: "altamira-4.0" });
  await takenIn(lead, clean, { systemId, modelId: model.id });
  const newest = async () => (await getControl.execute(lead, { id: control.id })).tests[0];
  await followVersions.execute(theSystem(), {});
  expect((await newest())?.outcome).toBe("passed");
  const { version } = await models.get.execute(lead, { id: model.id });
  await models.update.execute(lead, { id: model.id, version, modelVersion: "4.1" } as never);
  expect((await followVersions.execute(theSystem(), {})).ended).toBe(1);
  expect(await newest()).toMatchObject({
    outcome: "not-run",
    note: expect.stringMatching(/^Altamira is version 4\.1 now, and TR-\d+ tested 4\.0/),
  });
  expect((await followVersions.execute(theSystem(), {})).ended).toBe(0);
});

test("runs and findings are read where their system is, and follow it into another unit", async () => {
  const systemId = await system();
  const { runId } = await takenIn(lead, garakReport({ day: 1, probes }), { systemId });
  const stranger = await personWith("lead", world.clinics);
  await expect(getRun.execute(stranger, { id: runId ?? "" })).rejects.toThrow(NotFound);
  expect((await runRegister.list.execute(stranger, {})).rows).toEqual([]);
  expect(await testsOf.execute(lead, { recordId: systemId })).toMatchObject({
    open: 2,
    runs: [{ id: runId }],
  });
  const { version } = await getSystem.execute(lead, { id: systemId });
  await updateSystem.execute(lead, { id: systemId, version, unitId: world.insurance });
  const claims = await personWith("reader", world.claims);
  expect((await findingsOf(claims, systemId)).size).toBe(0);
  expect((await findingsOf(lead, systemId)).size).toBe(2);
});
