import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { Lookups } from "@/lib/domain/imports/lookups";
import { recall } from "@/lib/domain/imports/remembered";
import { importTargets } from "@/lib/domain/imports/targets";
import { exportInventoryBom, exportSystemBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { bomChanges } from "@/lib/domain/inventory/boms/queries";
import { parts } from "@/lib/domain/inventory/kinds";
import { partConcepts } from "@/lib/domain/inventory/parts/concepts/schema";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { adoptEntries } from "@/lib/domain/risk-catalogue/commands";
import { getCatalogueEntry, suggestSystems } from "@/lib/domain/risk-catalogue/queries";
import { createRisk } from "@/lib/domain/risks/commands/create-risk";
import { initialRiskMethod } from "@/lib/domain/risks/method";
import { previewRiskMethod } from "@/lib/domain/risks/queries/preview-method";
import { tasksRead } from "@/lib/domain/tasks/access";
import type { Actor } from "@/lib/platform/access/actor";
import { knownPermissions, toRead } from "@/lib/platform/access/permission";
import { NotFound } from "@/lib/platform/errors/public-error";
import { type Context, query } from "@/lib/platform/operation/operation";
import "@/lib/registry";
import { holding } from "@/tests/access/company";
import { specimen, storeSpecimenFile } from "@/tests/access/specimens";
import { request } from "@/tests/support/door";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, rootUnit, tokenOf, type World } from "@/tests/support/world";

// What is told to somebody who may read something in one unit, and in another holds other rights, so that the database shows
// them the records of both: what the services tell is that of the one unit alone.

let world: World;
let lead: Actor;
let made = 0;

beforeAll(async () => {
  storeSpecimenFile();
  world = await createWorld();
  lead = await personWith("lead", rootUnit);
});

/** Returns somebody who reads this in the claims department, and tasks alone in the clinics. */
const reader = (...permissions: string[]) =>
  holding(lead, [world.claims, ...permissions], [world.clinics, "tasks:read"]);
const keeper = (unitId = world.clinics) => ({ unitId, personId: lead.personId ?? "" });
const there = (concept: string) => specimen(concept, keeper());
const write = (sql: string, values: unknown[]) => asOwner((client) => client.query(sql, values));
const system = (unitId: string, facts: object = {}) =>
  createSystem.execute(lead, { name: `Read apart ${++made}`, unitId, ...facts });
const model = (unitId: string, facts: object = {}) =>
  parts.models.create.execute(lead, { name: `Read apart ${++made}`, unitId, ...facts });
const idsIn = (rows: readonly { id?: unknown }[]) => rows.map(({ id }) => id);

/** Returns what the work finds for this actor. */
const found = <R>(actor: Actor, run: (context: Context) => Promise<R>): Promise<R> =>
  query({
    ...{ name: "test.find", summary: "Find", permission: tasksRead, input: z.strictObject({}) },
    run,
  }).execute(actor, {});

describe("risks", () => {
  test("of a unit where one may not read them are not counted for a new method", async () => {
    const actor = reader("risks:method", "risks:read");
    const counted = async (by: Actor) =>
      (await previewRiskMethod.execute(by, { method: initialRiskMethod })).risks;
    const before = [await counted(actor), await counted(lead)];
    await createRisk.execute(lead, { title: "Elsewhere", category: "security", unitId: world.clinics });
    expect([await counted(actor), await counted(lead)]).toEqual([before[0], (before[1] ?? 0) + 1]);
  });

  test("are not named by the entry of the catalogue that they came from", async () => {
    const key = "excessive-agency";
    const { id } = await system(world.clinics);
    await adoptEntries.execute(lead, { entries: [key], systemIds: [id], mode: "each" });
    expect((await getCatalogueEntry.execute(lead, { key })).risks).toHaveLength(1);
    expect((await getCatalogueEntry.execute(reader("risks:read"), { key })).risks).toEqual([]);
  });

  test("are suggested for the systems that one reads where one may add risks", async () => {
    const actor = holding(
      lead,
      [world.claims, "systems:read"],
      [world.clinics, "systems:read", "risks:create"],
    );
    const [read, both] = [await system(world.claims), await system(world.clinics)];
    const suggested = idsIn((await suggestSystems.execute(actor, {})).systems);
    expect([suggested.includes(read.id), suggested.includes(both.id)]).toEqual([false, true]);
  });
});

describe("the inventory", () => {
  const rights = ["systems:read", "models:read", "guardrails:read"];

  test("does not tell which parts a system uses that one may not read", async () => {
    const { id: modelId } = await model(world.claims);
    const { id } = await system(world.clinics, { modelIds: [modelId] });
    const used = async (actor: Actor) =>
      idsIn((await parts.models.register.list.execute(actor, { systems: id })).rows);
    expect([await used(lead), await used(reader(...rights))]).toEqual([[modelId], []]);
  });

  test("names no model that a guardrail protects where one may not read it", async () => {
    const { id: modelId, name } = await model(world.clinics);
    const input = { name: `Read apart ${++made}`, unitId: world.claims, protectsModelIds: [modelId] };
    const { id } = await parts.guardrails.create.execute(lead, input);
    const read = async (actor: Actor) =>
      JSON.stringify(await parts.guardrails.get.execute(actor, { id })).includes(String(name));
    expect([await read(lead), await read(reader(...rights))]).toEqual([true, false]);
  });

  test("keeps the bill of materials of a system to those who read it", async () => {
    const { id } = await system(world.clinics);
    await expect(exportSystemBom.execute(reader(...rights), { id })).rejects.toBeInstanceOf(NotFound);
    expect((await exportSystemBom.execute(lead, { id })).name).toMatch(/bom/);
  });

  test("says again in its export only what a bill of materials of a unit said where one reads it", async () => {
    const exported = async (actor: Actor) =>
      new Response((await exportInventoryBom.execute(actor, {})).bytes).text();
    const bom = JSON.stringify({ ...JSON.parse(await exported(lead)), "x-house": { shelf: 7 } });
    const path = `/boms?name=all.cdx.json&unitId=${world.clinics}`;
    const sent = await request("POST", path, { token: await tokenOf(lead, rootUnit), raw: bom });
    expect(sent.status).toBe(201);
    await write(`update boms set state = 'unchanged' where "systemId" is null`, []);
    expect(await exported(lead)).toContain("x-house");
    expect(await exported(reader(...rights))).not.toContain("x-house");
  });

  test("compares a bill of materials only with those before it that one reads", async () => {
    const ids = [await there("boms"), await specimen("boms", keeper(world.claims))];
    await write(`update boms set "systemId" = null, "serialNumber" = 'urn:uuid:one' where id = any ($1)`, [
      ids,
    ]);
    const id = ids[1] ?? "";
    expect((await bomChanges.execute(reader(...rights), { id })).earlier).toEqual([]);
  });
});

describe("an import", () => {
  const everything = (reads: boolean) =>
    knownPermissions().flatMap((one) => (toRead(one) === reads ? one.name : []));
  const blindThere = () =>
    holding(
      lead,
      [world.claims, ...everything(true), ...everything(false)],
      [world.clinics, "tasks:read", ...everything(false)],
    );

  test.each(importTargets.filter(({ atTop }) => !atTop))(
    "of $concept knows no record that one may not read, by its number or by its name",
    async ({ concept, open, nameKey }) => {
      const id = await there(concept);
      const { rows } = await write(`select number, "${nameKey}" as name from ${concept} where id = $1`, [id]);
      const { number, name } = rows[0] as { number: number; name: string };
      const known = (actor: Actor) =>
        found(actor, async (context) => {
          const { find } = await open(context);
          const wanted = [
            { numbers: [number], named: [] },
            { numbers: [], named: [{ unitId: world.clinics, name }] },
          ];
          return (await Promise.all(wanted.map(find))).map(idsIn);
        });
      expect(await known(lead)).toEqual([[id], [id]]);
      expect(await known(blindThere())).toEqual([[], []]);
    },
  );

  test.each(partConcepts)("finds no $one by its name where one may not read it", async ({ concept }) => {
    const id = await there(concept);
    const { rows } = await write(`select name from ${concept} where id = $1`, [id]);
    const { name } = rows[0] as { name: string };
    const named = (actor: Actor) =>
      found(actor, async (context) => {
        const lookups = new Lookups(context);
        await lookups.prepare(concept, [name]);
        return lookups.get(concept, name);
      });
    expect(await named(lead)).toEqual({ id });
    expect(await named(blindThere())).toMatchObject({ candidates: [] });
  });

  test("remembers what oneself said of such a file, or what was applied where one may import", async () => {
    const proposed = {
      columns: [{ heading: "Sorte", field: null, sample: "" }],
      fill: {},
      words: {},
      chosen: false,
    };
    const said = { ...proposed, chosen: true };
    const remembered = (actor: Actor) =>
      found(actor, async (context) => (await recall(context, "risks", [], proposed)).remembered);
    const id = await specimen("imports", keeper(world.claims));
    await write(`update imports set mapping = $2, "fileName" = 'own.csv' where id = $1`, [id, said]);
    const other = await personWith("lead", world.claims);
    expect([await remembered(lead), await remembered(other)]).toEqual(["own.csv", undefined]);
    const headings = createHash("sha256")
      .update(JSON.stringify(["Sorte"]))
      .digest("hex");
    await write(
      `insert into import_mappings (id, "unitId", concept, headings, mapping, "fileName", "setById", "updatedAt") values (gen_random_uuid(), $1, 'risks', $2, $3, 'clinics.csv', $4, now())`,
      [world.clinics, headings, said, lead.personId],
    );
    const importer = (unitId: string) =>
      holding(other, [world.clinics, "tasks:read"], [unitId, "imports:run", "tasks:read"]);
    expect([await remembered(importer(world.clinics)), await remembered(importer(world.claims))]).toEqual([
      "clinics.csv",
      undefined,
    ]);
  });
});
