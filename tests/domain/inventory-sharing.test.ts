import { beforeAll, describe, expect, test } from "vitest";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { transact } from "@/lib/platform/database/client";
import { Forbidden, NotFound } from "@/lib/platform/errors/public-error";
import { asOwner } from "@/tests/support/test-database";
import { createUnit, createWorld, personWith, type World } from "@/tests/support/world";

const { models } = parts;

let world: World;
let team: string;
let lead: Actor;
let insurer: Actor;
let claimsReader: Actor;
let teamReader: Actor;
let clinician: Actor;

beforeAll(async () => {
  world = await createWorld();
  team = await createUnit("Motor claims", world.claims);
  lead = await personWith("lead", world.root);
  insurer = await personWith("lead", world.insurance);
  claimsReader = await personWith("reader", world.claims);
  teamReader = await personWith("reader", team);
  clinician = await personWith("system-owner", world.clinics);
});

describe.each([
  ["models", models, "modelIds", "model"],
  ["datasets", parts.datasets, "datasetIds", "dataset"],
  ["prompts", parts.prompts, "promptIds", "prompt"],
  ["tools", parts.tools, "toolIds", "tool"],
  ["agents", parts.agents, "agentIds", "agent"],
  ["guardrails", parts.guardrails, "guardrailIds", "guardrail"],
  ["vendors", parts.vendors, "vendorIds", "vendor"],
] as const)("who reads a shared part: %s", (_concept, part, field, table) => {
  /** Returns whether the person finds the part by each door: the record, the register and the database alone. */
  async function finds(person: Actor, id: string): Promise<boolean[]> {
    const record = await part.get.execute(person, { id }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof NotFound) return false;
        throw error;
      },
    );
    const { rows } = await part.register.list.execute(person, { limit: 200 });
    const scope = {
      units: [...new Set(person.grants.flatMap(({ units }) => units))],
      writable: [],
      secrets: false,
    };
    const count = await transact({ ...scope, actor: person.personId ?? "" }, (tx) =>
      part.kind.table(tx).count({ where: { id } }),
    );
    return [record, rows.some((row) => row.id === id), count === 1];
  }
  const everywhere = [true, true, true];
  const nowhere = [false, false, false];

  test("kept in a unit, it is read there and below, not beside", async () => {
    const { id } = await part.create.execute(insurer, {
      name: `${table} of insurance`,
      unitId: world.insurance,
    });
    expect(await finds(insurer, id)).toEqual(everywhere);
    expect(await finds(claimsReader, id)).toEqual(everywhere);
    expect(await finds(teamReader, id)).toEqual(everywhere);
    expect(await finds(clinician, id)).toEqual(nowhere);
  });

  test("kept below, it is read from above by the subtree of the grant", async () => {
    const { id } = await part.create.execute(insurer, { name: `${table} of the team`, unitId: team });
    expect(await finds(claimsReader, id)).toEqual(everywhere);
    expect(await finds(clinician, id)).toEqual(nowhere);
  });

  test("used by a system, it is read by whoever reads the system, until it is no longer used", async () => {
    const { id } = await part.create.execute(clinician, {
      name: `${table} of clinics`,
      unitId: world.clinics,
    });
    expect(await finds(claimsReader, id)).toEqual(nowhere);
    const system = await createSystem.execute(lead, {
      name: `With ${table}`,
      unitId: world.claims,
      [field]: [id],
    });
    expect(await finds(claimsReader, id)).toEqual(everywhere);
    await updateSystem.execute(lead, { id: system.id, version: system.version, [field]: [] });
    expect(await finds(claimsReader, id)).toEqual(nowhere);
  });

  test("only its keeper's grants write it", async () => {
    const { id, version } = await part.create.execute(lead, { name: `${table} of all`, unitId: world.root });
    expect(await part.get.execute(insurer, { id })).toMatchObject({ can: { edit: false } });
    const change = part.update.execute(insurer, { id, version, description: "Mine now" });
    await expect(change).rejects.toBeInstanceOf(Forbidden);
    await part.update.execute(lead, { id, version, description: "Ours" });
  });

  test("it names the systems that use it as far as one sees them, and counts the others", async () => {
    const { id } = await part.create.execute(lead, { name: `${table} used twice`, unitId: world.root });
    const [here] = await Promise.all([
      createSystem.execute(lead, { name: `Claims with ${table}`, unitId: world.claims, [field]: [id] }),
      createSystem.execute(lead, { name: `Clinic with ${table}`, unitId: world.clinics, [field]: [id] }),
    ]);
    const seen = await part.get.execute(claimsReader, { id });
    expect(seen).toMatchObject({ systems: [{ id: here.id }], usedElsewhere: 1 });
    expect((await part.get.execute(lead, { id })).systems).toHaveLength(2);
    const used = await part.register.list.execute(claimsReader, { systems: here.id });
    expect(used.rows.map((row) => row.id)).toContain(id);
  });

  test("one change loses against another, and its trail is told in words", async () => {
    const { id, version } = await part.create.execute(lead, { name: `${table} raced`, unitId: world.root });
    const writes = await Promise.allSettled([
      part.update.execute(lead, { id, version, description: "One" }),
      part.update.execute(lead, { id, version, description: "Two" }),
    ]);
    expect(writes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const { entries } = await part.history.execute(lead, { id });
    expect(entries.map(({ action }) => action)).toEqual(["changed description", "created"]);
  });

  test("it can be picked by name, by those who read it", async () => {
    await part.create.execute(clinician, { name: `Pickable ${table}`, unitId: world.clinics });
    expect((await part.choices.execute(clinician, { q: "pickable" })).choices).toHaveLength(1);
    expect((await part.choices.execute(claimsReader, { q: "pickable" })).choices).toEqual([]);
  });
});

describe("the second wall", () => {
  test("a link is not written for a system of another unit, even where an operation would let it pass", async () => {
    const system = await createSystem.execute(lead, { name: "Target", unitId: world.claims });
    const own = await models.create.execute(clinician, { name: "Own model", unitId: world.clinics });
    const scope = { units: [world.clinics], writable: [world.clinics], secrets: false };
    const write = transact({ ...scope, actor: clinician.personId ?? "" }, (tx) =>
      tx.systemPart.create({ data: { systemId: system.id, partId: own.id, unitId: world.claims } }),
    );
    await expect(write).rejects.toThrow(/row-level security/);
    expect(await getSystem.execute(lead, { id: system.id })).toMatchObject({ models: [] });
  });

  test("the number of uses is told to nobody who does not act", async () => {
    const [row] = await asOwner(async (client) => {
      await client.query("begin");
      const { rows } = await client.query(`select uses_of_part(id) as uses from models limit 1`);
      await client.query("rollback");
      return rows as { uses: number }[];
    });
    expect(row?.uses).toBe(0);
  });
});
