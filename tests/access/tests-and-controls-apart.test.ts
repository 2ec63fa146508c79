import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { controlsRead } from "@/lib/domain/controls/access";
import { controlsHeld } from "@/lib/domain/controls/queries/controls-held";
import type { Actor } from "@/lib/platform/access/actor";
import { Forbidden, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { query } from "@/lib/platform/operation/operation";
import { answered } from "@/tests/access/addressed";
import { holding } from "@/tests/access/company";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, rootUnit, type World } from "@/tests/support/world";

// What threat models, tests and controls tell and take of somebody who holds one right in one unit and others in a second, so that
// the database shows them the records of both.

let world: World;
let lead: Actor;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  lead = await personWith("lead", rootUnit);
});

const there = (concept: string) =>
  specimen(concept, { unitId: world.clinics, personId: lead.personId ?? "" });
const sql = (text: string, values: unknown[] = []) =>
  asOwner(async (client) => (await client.query<Record<string, string>>(text, values)).rows);
type Rows = { rows: { id: string }[] };
const systemOf = async (table: string, id: string) =>
  (await sql(`select "systemId" as id from ${table} where id = $1`, [id]))[0]?.["id"] ?? "";

/** Returns somebody with these rights in the claims department, and those in the clinics. */
const apart = (here: string[], elsewhere: string[]) =>
  holding(lead, [world.claims, ...here], [world.clinics, ...elsewhere]);

describe("tests of systems", () => {
  test("and what they found are shown where one may read test results", async () => {
    const finding = await there("findings");
    const input = { recordId: await systemOf("findings", finding) };
    const none = { runs: [], findings: [], open: 0 };
    expect(await answered<Rows>("test-runs.of", apart(["test-runs:read"], ["systems:read"]), input)).toEqual(
      none,
    );
    expect(await answered<Rows>("test-runs.of", apart([], ["test-runs:read"]), input)).toMatchObject({
      open: 1,
    });
  });

  test("are shown with a risk where one may read test results", async () => {
    const link = await there("finding-risks");
    const [{ riskId = "" } = {}] = await sql(`select "riskId" from finding_risks where id = $1`, [link]);
    const rows = async (actor: Actor) =>
      (await answered<Rows>("finding-risks.onRisk", actor, { riskId })).rows.length;
    expect(await rows(apart(["test-runs:read"], ["risks:read"]))).toBe(0);
    expect(await rows(apart([], ["risks:read", "test-runs:read"]))).toBe(1);
  });

  test("are shown with a control where one may read the system, and what they found where one may read that", async () => {
    const link = await there("control-checks");
    const [{ controlId = "", systemId = "" } = {}] = await sql(
      `select "controlId", "systemId" from control_checks where id = $1`,
      [link],
    );
    const finding = await there("findings");
    await sql(`update findings set "systemId" = $2 where id = $1`, [finding, systemId]);
    const shown = async (actor: Actor) => {
      type Shown = { rows: unknown[]; findings: unknown[] };
      const { rows, findings } = await answered<Shown>("control-checks.of", actor, { controlId });
      return [rows.length, findings.length];
    };
    expect(await shown(apart([], ["controls:read", "test-runs:read"]))).toEqual([0, 0]);
    expect(await shown(apart(["test-runs:read"], ["controls:read", "systems:read"]))).toEqual([1, 0]);
    expect(await shown(apart([], ["controls:read", "systems:read", "test-runs:read"]))).toEqual([1, 1]);
  });

  test("name the controls and threats of a finding where one may read those", async () => {
    const link = await there("control-checks");
    const [{ systemId = "" } = {}] = await sql(`select "systemId" from control_checks where id = $1`, [link]);
    const id = await there("findings");
    await sql(`update findings set "systemId" = $2 where id = $1`, [id, systemId]);
    const threat = await there("threats");
    await sql(
      `update threat_models set "systemId" = $2 where id = (select "threatModelId" from threats where id = $1)`,
      [threat, systemId],
    );
    await sql(`update threats set sources = '[{"id":"AML.T0054"}]' where id = $1`, [threat]);
    const named = async (...elsewhere: string[]) => {
      type Shown = { controls: unknown[]; threats: unknown[] };
      const here = ["controls:read", "threat-models:read", "systems:read"];
      const actor = apart(here, ["test-runs:read", ...elsewhere]);
      const { controls, threats } = await answered<Shown>("findings.get", actor, { id });
      return [controls.length, threats.length];
    };
    expect(await named("controls:read", "threat-models:read")).toEqual([1, 1]);
    expect(await named()).toEqual([0, 0]);
  });

  test("that are planned are shown where one may read test results and the system, with controls that one may read", async () => {
    const id = await there("planned-tests");
    const control = await there("controls");
    await sql(`update planned_tests set "controlIds" = array[$2]::uuid[] where id = $1`, [id, control]);
    const systemId = await systemOf("planned_tests", id);
    const plan = (here: string[], elsewhere: string[]) =>
      answered<Rows>("planned-tests.of", apart(here, elsewhere), { systemId });
    expect(await plan(["systems:read"], ["test-runs:read"])).toBeInstanceOf(NotFound);
    expect((await plan(["test-runs:read"], ["systems:read"])).rows).toEqual([]);
    expect((await plan([], ["systems:read", "test-runs:read"])).rows).toHaveLength(1);
    const controls = async (...elsewhere: string[]) =>
      (
        await answered<{ controls: unknown[] }>(
          "planned-tests.get",
          apart(["controls:read"], ["test-runs:read", ...elsewhere]),
          { id },
        )
      ).controls.length;
    expect([await controls(), await controls("controls:read")]).toEqual([0, 1]);
  });

  test("are suggested by the controls and threats that one may read, and not where a plan that one may read has them", async () => {
    const link = await there("control-checks");
    const [{ systemId = "" } = {}] = await sql(`select "systemId" from control_checks where id = $1`, [link]);
    const threat = await there("threats");
    await sql(
      `update threat_models set "systemId" = $2 where id = (select "threatModelId" from threats where id = $1)`,
      [threat, systemId],
    );
    await sql(`update threats set family = 'prompt_injection' where id = $1`, [threat]);
    const here = ["controls:read", "threat-models:read", "test-runs:read"];
    const suggested = async (...elsewhere: string[]) =>
      (
        await answered<Rows>("planned-tests.suggest", apart(here, ["systems:read", ...elsewhere]), {
          systemId,
        })
      ).rows.length;
    const [none, byControl, byThreat] = [
      await suggested(),
      await suggested("controls:read"),
      await suggested("threat-models:read"),
    ];
    expect([none, byControl > 0, byThreat > 0]).toEqual([0, true, true]);
    const planned = await there("planned-tests");
    await sql(
      `update planned_tests set "systemId" = $2, tool = null, "threatClass" = 'jailbreak' where id = $1`,
      [planned, systemId],
    );
    expect(await suggested("controls:read")).toBe(byControl);
    expect(await suggested("controls:read", "test-runs:read")).toBeLessThan(byControl);
  });
});

describe("threat models", () => {
  test("are shown with what appears in them where one may read them, and their threats counted with the rules", async () => {
    const id = await there("threat-models");
    const recordId = await systemOf("threat_models", id);
    const rows = async (actor: Actor) =>
      (await answered<Rows>("threat-models.with", actor, { recordId })).rows.length;
    expect(await rows(apart(["threat-models:read"], ["systems:read"]))).toBe(0);
    expect(await rows(apart([], ["threat-models:read"]))).toBe(1);
    const threat = await there("threats");
    await sql(`update threats set "ruleId" = 'STRAI-LLM-08' where id = $1`, [threat]);
    const fired = async (actor: Actor) => {
      const found = await answered<unknown>("threatRules.list", actor, {});
      return JSON.stringify(found).match(/"key":"STRAI-LLM-08".*?"threats":(\d+)/)?.[1];
    };
    expect(await fired(apart(["threat-models:read", "risks:read"], ["risks:read"]))).toBe("0");
    expect(await fired(apart(["risks:read"], ["threat-models:read"]))).toBe("1");
  });
});

describe("controls", () => {
  const libraryKey = "data-vetting";

  test("of another unit are not those of a system or unit here, and their number is not known without the right to read them", async () => {
    const control = await there("controls");
    await sql(`update controls set "libraryKey" = $2, "systemId" = null where id = $1`, [
      control,
      libraryKey,
    ]);
    const proposed = (name: string, actor: Actor, input: object) =>
      answered<{ controls: { id: string }[]; proposed: { key: string; unitWide: string | null }[] }>(
        name,
        actor,
        input,
      );
    const everywhere = holding(
      lead,
      [world.claims, "controls:read", "systems:read"],
      [world.clinics, "controls:read", "systems:read"],
    );
    const system = await specimen("systems", { unitId: world.claims, personId: lead.personId ?? "" });
    const ofSystem = await proposed("controls.proposed", everywhere, { systemId: system });
    expect(ofSystem.proposed.every(({ unitWide }) => unitWide === null)).toBe(true);
    const ofUnit = await proposed("controls.proposedForUnit", everywhere, { unitId: world.claims });
    expect(ofUnit.controls).toEqual([]);
    const carried = async (actor: Actor) =>
      (await answered<{ carriedOut: unknown[] }>("controlLibrary.get", actor, { key: libraryKey })).carriedOut
        .length;
    expect(await carried(apart(["controls:read"], ["systems:read"]))).toBe(0);
    expect(await carried(apart([], ["controls:read"]))).toBe(1);
  });

  test("of a system that one reads are shown to those who may read controls there", async () => {
    const systemId = await there("systems");
    const control = await there("controls");
    await sql(`update controls set "libraryKey" = 'data-vetting', "systemId" = $2 where id = $1`, [
      control,
      systemId,
    ]);
    const held = async (actor: Actor) =>
      (await answered<{ controls: unknown[] }>("controls.proposed", actor, { systemId })).controls.length;
    expect(await held(apart(["controls:read"], ["systems:read"]))).toBe(0);
    expect(await held(apart([], ["controls:read", "systems:read"]))).toBe(1);
    const preview = async (actor: Actor) =>
      JSON.stringify(
        await answered<Rows>("controls.preview", actor, { systemId, stage: "retired" }),
      ).includes(control);
    expect(await preview(apart(["controls:read"], ["systems:read"]))).toBe(false);
    expect(await preview(apart([], ["controls:read", "systems:read"]))).toBe(true);
  });

  test("are judged, adopted, linked and unlinked, and gates asked, only by the right to it in that very unit", async () => {
    const systemId = await there("systems");
    const run = await there("test-runs");
    const [link, threat] = [await there("control-links"), await there("threats")];
    const [controlId, riskId] = [await there("controls"), await there("risks")];
    const reads = ["systems:read", "test-runs:read", "risks:read", "controls:read", "threat-models:read"];
    const acts = ["controls:approve", "controls:edit", "gates:evaluate", "threat-models:write"];
    const actor = apart([...reads, ...acts], reads);
    const reason = "It is done.";
    const refused: [string, object][] = [
      ["coverage.judge", { framework: "iso-42001", ref: "A.2.2", systemId, verdict: "fulfilled", reason }],
      ["controls.adopt", { keys: ["data-vetting"], systemId }],
      ["control-links.create", { controlId, riskId }],
      ["control-links.remove", { id: link }],
      ["threats.toControl", { id: threat, controlId }],
      ["gates.evaluate", { policy: "production", systemId: await systemOf("test_runs", run), runIds: [run] }],
    ];
    for (const [name, input] of refused) {
      const error = await answered<Error>(name, actor, input);
      expect([name, error.constructor.name, error.message]).toEqual([
        name,
        Forbidden.name,
        expect.any(String),
      ]);
    }
  });
});

describe("what one may not read", () => {
  test("is carried out against no threat, planned for no test and named by no weakness", async () => {
    const blind = (...permissions: string[]) => holding(lead, [world.clinics, ...permissions]);
    const [controlId, evidenceId] = [await there("controls"), await there("evidence")];
    const models = ["threat-models:read", "threat-models:write"];
    const link = { id: await there("threats"), controlId };
    expect(await answered<Rows>("threats.toControl", blind(...models), link)).toBeInstanceOf(Invalid);
    expect(await answered<Rows>("threats.toControl", blind(...models, "controls:read"), link)).toMatchObject({
      controlId,
    });
    const planned = await there("planned-tests");
    const plan = { id: planned, version: 1, controlIds: [controlId] };
    const tests = ["test-runs:read", "systems:read", "planned-tests:edit"];
    expect(await answered<Rows>("planned-tests.update", blind(...tests), plan)).toBeInstanceOf(Invalid);
    expect(
      await answered<Rows>("planned-tests.update", blind(...tests, "controls:read"), plan),
    ).toMatchObject({
      id: planned,
    });
    const stage = { id: await there("pasta-stages"), version: 1 };
    await sql("update pasta_stages set stage = 5 where id = $1", [stage.id]);
    const weakness = {
      ...{ ...stage, text: "It trusts its input", kind: "weakness" },
      ...{ threatIds: [], evidenceIds: [evidenceId] },
    };
    expect(await answered<Rows>("pasta-stages.saveWeakness", blind(...models), weakness)).toMatchObject({
      problems: [expect.objectContaining({ path: "evidenceIds" })],
    });
  });

  test("is neither counted as covered nor excluded in a statement of another unit", async () => {
    const unitId = world.clinics;
    await there("systems");
    const systems = async (...more: string[]) =>
      (
        await answered<{ systems: number }>(
          "coverage.overview",
          holding(lead, [unitId, "controls:read", ...more]),
          { unitId },
        )
      ).systems;
    expect([await systems(), (await systems("systems:read")) > 0]).toEqual([0, true]);
    await sql(
      `insert into statement_deviations (id, framework, ref, "unitId", reason, "createdById")
       values (gen_random_uuid(), 'iso-42001', 'A.10.4', $1, 'We have none.', $2)`,
      [unitId, lead.personId],
    );
    const { lines } = await answered<{ lines: { applicable: boolean }[] }>(
      "statements.get",
      holding(lead, [[world.claims, unitId], "controls:read"]),
      { framework: "iso-42001", unitId: world.claims },
    );
    expect(lines.every(({ applicable }) => applicable)).toBe(true);
  });
});

test("coverage counts the controls of the units where one may read controls", async () => {
  const id = await there("controls");
  await sql(`update controls set "libraryKey" = 'ai-policy', "systemId" = null where id = $1`, [id]);
  const held = query({
    ...{ name: "tests.controlsHeld", summary: "Controls that count", permission: controlsRead },
    input: z.strictObject({}),
    run: (context) => controlsHeld(context),
  });
  const counted = async (actor: Actor) => (await held.execute(actor, {})).map((control) => control.id);
  expect(await counted(apart(["risks:read"], ["controls:read"]))).toContain(id);
  expect(await counted(apart(["controls:read"], ["risks:read"]))).toEqual([]);
});
