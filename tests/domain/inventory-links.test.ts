import { beforeAll, describe, expect, test } from "vitest";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { systemRelations } from "@/lib/domain/inventory/systems/relations";
import type { Actor } from "@/lib/platform/access/actor";
import { transact } from "@/lib/platform/database/client";
import { Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

const { agents, datasets, guardrails, models, tools, vendors } = parts;

let world: World;
let lead: Actor;
let clinician: Actor;
let claimsReader: Actor;
let count = 0;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  clinician = await personWith("system-owner", world.clinics);
  claimsReader = await personWith("reader", world.claims);
});

const named = (what: string) => {
  count += 1;
  return { name: `${what} ${count}`, unitId: world.clinics };
};
const readable = (reading: Promise<unknown>) =>
  reading.then(
    () => true,
    (error: unknown) => {
      if (error instanceof NotFound) return false;
      throw error;
    },
  );

/** An agent of the clinics with a tool of a vendor, a model, and a guardrail on the model. */
async function chain() {
  const vendor = await vendors.create.execute(clinician, named("Vendor"));
  const tool = await tools.create.execute(clinician, { ...named("Tool"), vendorId: vendor.id });
  const model = await models.create.execute(clinician, named("Model"));
  const agent = await agents.create.execute(clinician, {
    ...named("Agent"),
    toolIds: [tool.id],
    modelIds: [model.id],
  });
  const elsewhere = await models.create.execute(clinician, named("Other model"));
  const guardrail = await guardrails.create.execute(clinician, {
    ...named("Guardrail"),
    protectsModelIds: [model.id, elsewhere.id],
  });
  return { vendor, tool, model, agent, guardrail, elsewhere };
}

describe("a part that is reached only through others", () => {
  test("is read by whoever reads the system, link by link, until the first link is gone", async () => {
    const { vendor, tool, model, agent, guardrail, elsewhere } = await chain();
    const reads = async (person: Actor) =>
      Promise.all([
        readable(agents.get.execute(person, { id: agent.id })),
        readable(tools.get.execute(person, { id: tool.id })),
        readable(vendors.get.execute(person, { id: vendor.id })),
        readable(models.get.execute(person, { id: model.id })),
        readable(guardrails.get.execute(person, { id: guardrail.id })),
      ]);
    expect(await reads(claimsReader)).toEqual([false, false, false, false, false]);
    const system = await createSystem.execute(lead, {
      name: `With agent ${agent.id}`,
      unitId: world.claims,
      agentIds: [agent.id],
    });
    expect(await reads(claimsReader)).toEqual([true, true, true, true, true]);
    // What the guardrail protects besides is nothing that the system needs.
    expect(await readable(models.get.execute(claimsReader, { id: elsewhere.id }))).toBe(false);
    const { rows } = await vendors.register.list.execute(claimsReader, { systems: system.id });
    expect(rows.map(({ id }) => id)).toEqual([vendor.id]);
    await updateSystem.execute(lead, { id: system.id, version: system.version, agentIds: [] });
    expect(await reads(claimsReader)).toEqual([false, false, false, false, false]);
  });

  test("is shown by the database alone to nobody else", async () => {
    const { tool } = await chain();
    const scope = { units: [world.claims], writable: [], secrets: false, actor: claimsReader.personId ?? "" };
    const seen = await transact(scope, async (tx) => [
      await tx.tool.count({ where: { id: tool.id } }),
      await tx.part.count({ where: { id: tool.id } }),
      await tx.partLink.count({ where: { fromId: tool.id } }),
    ]);
    expect(seen).toEqual([0, 0, 0]);
  });

  test("names the system that uses it and through what, and counts those one may not see", async () => {
    const { vendor, agent, tool } = await chain();
    await createSystem.execute(lead, { name: `Here ${tool.id}`, unitId: world.claims, agentIds: [agent.id] });
    await createSystem.execute(lead, { name: `There ${tool.id}`, unitId: world.clinics, toolIds: [tool.id] });
    const seen = await vendors.get.execute(claimsReader, { id: vendor.id });
    expect(seen).toMatchObject({
      systems: [{ name: `Here ${tool.id}`, via: [{ id: agent.id }] }],
      usedElsewhere: 1,
    });
    expect(await tools.get.execute(lead, { id: tool.id })).toMatchObject({
      systems: [{ via: [{ id: agent.id }] }, { via: [] }],
    });
  });
});

describe("links between parts", () => {
  test("are shown on both records", async () => {
    const { agent, tool, vendor } = await chain();
    expect((await tools.get.execute(clinician, { id: tool.id })).links).toMatchObject([
      { relation: "Provided by", id: vendor.id },
      { relation: "Used by", id: agent.id },
    ]);
  });

  test("with parts that one may not read are counted, and stay when the record is changed", async () => {
    const shared = await models.create.execute(lead, { name: "Shared model", unitId: world.root });
    const hidden = await models.create.execute(lead, { name: "Model of claims", unitId: world.claims });
    const { id, version } = await guardrails.create.execute(lead, {
      ...named("Guardrail of clinics"),
      protectsModelIds: [shared.id, hidden.id],
    });
    const seen = await guardrails.get.execute(clinician, { id });
    expect(seen).toMatchObject({ links: [{ id: shared.id }], linkedElsewhere: 1 });
    await guardrails.update.execute(clinician, { id, version, protectsModelIds: [] });
    expect((await guardrails.get.execute(lead, { id })).links).toMatchObject([{ id: hidden.id }]);
  });

  test("are not made with a part that one may not read, that is of another kind, or with oneself", async () => {
    const hidden = await vendors.create.execute(lead, { name: "Hidden vendor", unitId: world.claims });
    const dataset = await datasets.create.execute(clinician, named("Dataset"));
    for (const vendorId of [hidden.id, dataset.id])
      await expect(models.create.execute(clinician, { ...named("Model"), vendorId })).rejects.toBeInstanceOf(
        Invalid,
      );
    const own = await models.create.execute(clinician, named("Own base"));
    const itself = models.update.execute(clinician, { id: own.id, version: 1, baseModelId: own.id });
    await expect(itself).rejects.toThrow(/cannot name itself/);
  });

  test("a model is not based on one that was made from it", async () => {
    const base = await models.create.execute(clinician, named("Base"));
    const tuned = await models.create.execute(clinician, { ...named("Tuned"), baseModelId: base.id });
    const tunedAgain = await models.create.execute(clinician, { ...named("Twice"), baseModelId: tuned.id });
    const circle = models.update.execute(clinician, { id: base.id, version: 1, baseModelId: tunedAgain.id });
    await expect(circle).rejects.toThrow(/itself made from/);
  });

  test("are in the history by name, before and after", async () => {
    const one = await tools.create.execute(clinician, named("First tool"));
    const { id, version } = await agents.create.execute(clinician, { ...named("Agent"), toolIds: [one.id] });
    const two = await tools.create.execute(clinician, named("Second tool"));
    await agents.update.execute(clinician, { id, version, toolIds: [one.id, two.id] });
    const { entries } = await agents.history.execute(clinician, { id });
    expect(entries[0]?.changes).toMatchObject([
      { label: "Tools", before: one.name, after: expect.stringContaining(String(two.name)) },
    ]);
  });

  test("follow their part to another unit, and a part that is named is not removed", async () => {
    const { agent, tool } = await chain();
    await agents.update.execute(lead, { id: agent.id, version: agent.version, unitId: world.claims });
    const rows = await asOwner((client) =>
      client.query(`select distinct "unitId" from part_links where "fromId" = $1`, [agent.id]),
    );
    expect(rows.rows).toEqual([{ unitId: world.claims }]);
    await expect(
      asOwner((client) => client.query("delete from tools where id = $1", [tool.id])),
    ).rejects.toThrow(/foreign key/);
  });
});

test("the relations of a system are its parts however far, and every link between them", async () => {
  const { agent, tool, vendor, model, guardrail } = await chain();
  const { id } = await createSystem.execute(lead, {
    name: "Whole",
    unitId: world.claims,
    agentIds: [agent.id],
    modelIds: [model.id],
  });
  const { parts: found, links } = await systemRelations.execute(claimsReader, { id });
  expect(new Map(found.map((part) => [part.id, part.direct]))).toEqual(
    new Map([
      [agent.id, true],
      [guardrail.id, false],
      [model.id, true],
      [tool.id, false],
      [vendor.id, false],
    ]),
  );
  expect(links.map(({ fromId, label, toId }) => [fromId, label, toId])).toEqual([
    [agent.id, "Uses", model.id],
    [agent.id, "Uses", tool.id],
    [guardrail.id, "Protects", model.id],
    [tool.id, "Provided by", vendor.id],
  ]);
});
