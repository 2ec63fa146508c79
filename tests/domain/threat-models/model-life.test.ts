import { beforeAll, describe, expect, test } from "vitest";
import { parts } from "@/lib/domain/inventory/kinds";
import { updateSystem } from "@/lib/domain/inventory/systems/commands";
import { requestAcceptance } from "@/lib/domain/threat-models/acceptance/request";
import { createModel, importModel } from "@/lib/domain/threat-models/commands/create-model";
import { decideThreats } from "@/lib/domain/threat-models/commands/decide-threats";
import { threatToRisk } from "@/lib/domain/threat-models/commands/link-threat";
import { grantSignOff, requestSignOff } from "@/lib/domain/threat-models/commands/sign-off";
import { writtenFormats } from "@/lib/domain/threat-models/formats/write";
import { followAllModels } from "@/lib/domain/threat-models/jobs";
import type { ThreatModel } from "@/lib/domain/threat-models/model";
import { exportModel, getModel } from "@/lib/domain/threat-models/queries/model";
import { listVersions } from "@/lib/domain/threat-models/queries/versions";
import type { Actor } from "@/lib/platform/access/actor";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { newSystem, storedModel, threatsOf } from "@/tests/support/stored-threat-models";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, theSystem, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
});

const hour = () => followAllModels.execute(theSystem(), {});
const linesFor = ({ personId }: Actor): Promise<string[]> =>
  asOwner(async (client) => {
    const asked = `select title from notifications where "personId" = $1 order by "createdAt"`;
    return (await client.query(asked, [personId])).rows.map(({ title }) => title);
  });

describe("every hour", () => {
  test("a model follows a part that somebody changed who may not write the model, and its owner is told once", async () => {
    const owner = await personWith("system-owner", world.claims);
    const keeper = await personWith("system-owner", world.clinics);
    const said = { name: "Shared tool", unitId: world.clinics, mayWrite: false };
    const tool = (await parts.tools.create.execute(lead, said as never)) as { id: string; version: number };
    const systemId = await newSystem(lead, world.claims, { toolIds: [tool.id] });
    const drawn = { title: "Follows", systemId, ownerId: owner.personId };
    const { id } = await createModel.execute(lead, drawn);
    const before = await threatsOf(lead, id);
    await parts.tools.update.execute(keeper, { id: tool.id, version: tool.version, mayWrite: true } as never);
    expect(await threatsOf(lead, id)).toEqual(before);
    await hour();
    const read = (await getModel.execute(lead, { id })) as unknown as {
      drawing: ThreatModel;
      generated: boolean;
    };
    const element = read.drawing.elements.find(({ type }) => type === "tool_mcp_server");
    expect([element?.attributes["write_access"], read.generated]).toEqual([true, true]);
    const drifted = (await threatsOf(lead, id)).filter(({ drift }) => drift !== null);
    expect(drifted.map(({ drift }) => drift)).toContain("condition-changed");
    expect(drifted.every(({ driftReason }) => driftReason !== null)).toBe(true);
    expect(await hour()).toEqual({ changed: 0 });
    const told = (await linesFor(owner)).filter((line) => line.includes("after a change in the inventory"));
    expect(told).toEqual([expect.stringContaining("Follows after a change in the inventory")]);
  });
});

describe.each(writtenFormats)("a stored model as a file of %s", (format) => {
  test("comes back with its parts, its zones and its threats, whose decisions are told and decide nothing", async () => {
    const id = await storedModel(lead, world.claims, inZones(ragChatbot()));
    const [first] = await threatsOf(lead, id);
    const decided = { id: first?.id ?? "", version: first?.version ?? 0 };
    await decideThreats.execute(lead, {
      id,
      state: "transferred",
      reason: "By contract.",
      threats: [decided],
    });
    const file = await exportModel.execute(lead, { id, format });
    const text = await new Response(file.bytes).text();
    const systemId = await newSystem(lead, world.claims);
    const made = await importModel.execute(lead, { systemId, text, fileName: file.name });
    const drawings = await Promise.all(
      [id, made.id].map(async (one) => (await getModel.execute(lead, { id: one })) as unknown as Read),
    );
    const [before, after] = drawings.map(({ drawing }) => ({
      elements: sorted(
        drawing.elements.map(({ id: one, name, type, attributes }) => ({ id: one, name, type, attributes })),
      ),
      flows: sorted(
        drawing.flows.map(({ id: one, from, to, attributes }) => ({ id: one, from, to, attributes })),
      ),
      zones: sorted(drawing.zones.map(({ id: one, parent, trust }) => ({ id: one, parent, trust }))),
      within: sorted(drawing.elements.map(({ id: one, zoneIds }) => ({ id: one, zoneIds }))),
    }));
    expect(after).toEqual(before);
    const threats = await threatsOf(lead, made.id);
    const brought = threats.filter(({ origin }) => origin === "file");
    expect(brought).toHaveLength((await threatsOf(lead, id)).length);
    expect(brought.every(({ state }) => state === "proposed")).toBe(true);
    const same = brought.find(
      ({ title, elementIds }) => title === first?.title && elementIds[0] === first?.elementIds[0],
    );
    expect(same?.driftReason).toContain("By contract.");
    expect(
      threats
        .filter(({ origin }) => origin === "rule")
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual((await threatsOf(lead, id)).map(({ key }) => key).toSorted());
  });
});

/** The model and its agent in a zone that lies in another one. */
function inZones(model: ThreatModel): ThreatModel {
  const zone = (id: string, parent: string | null, trust: number) => ({
    ...{ id, name: id, description: "", trust, parent, kept: {} },
  });
  return {
    ...model,
    zones: [zone("inside", null, 60), zone("core", "inside", 90)],
    elements: model.elements.map((one) =>
      ["model", "agent"].includes(one.id) ? { ...one, zoneIds: ["core", "inside"] } : one,
    ),
  };
}

interface Read {
  drawing: ThreatModel;
}

const sorted = <T extends { id: string }>(list: readonly T[]) =>
  list.toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe("a model whose system moves to another business unit", () => {
  test("goes along with all that hangs on it: whoever reads only the old unit loses it, the new one reads it whole", async () => {
    const [old, fresh] = [await personWith("lead", world.claims), await personWith("lead", world.clinics)];
    const compliance = await personWith("compliance", world.root);
    const id = await storedModel(lead, world.claims, ragChatbot());
    const [threat] = await threatsOf(lead, id);
    await threatToRisk.execute(lead, { id: threat?.id ?? "" });
    const until = `${new Date().getUTCFullYear() + 1}-01-01`;
    await requestAcceptance.execute(lead, { id: threat?.id ?? "", reason: "For the pilot.", until });
    await requestSignOff.execute(lead, { id, reason: "Ready." });
    await grantSignOff.execute(compliance, { id, reason: "Seen." });
    const { system } = (await getModel.execute(old, { id })) as unknown as { system: { id: string } };
    await updateSystem.execute(lead, { id: system.id, version: 1, unitId: world.clinics });
    await expect(getModel.execute(old, { id })).rejects.toMatchObject({ status: 404 });
    expect(await getModel.execute(fresh, { id })).toMatchObject({
      state: "signed-off",
      unit: { id: world.clinics },
    });
    expect(await threatsOf(fresh, id)).toHaveLength((await threatsOf(lead, id)).length);
    expect((await listVersions.execute(fresh, { id })).versions).toHaveLength(1);
    const tables = ["threat_model_drawings", "threat_model_versions", "threats"];
    const links = `select l."unitId" from threat_risks l join threats t on t.id = l."threatId" where t."threatModelId" = $1`;
    const signed = `select "unitId" from decisions where "subjectId" = $1`;
    const asked = `select d."unitId" from decisions d join threats t on t.id = d."subjectId" where t."threatModelId" = $1`;
    const statements = [
      ...tables.map((table) => `select "unitId" from ${table} where "threatModelId" = $1`),
      links,
      signed,
      asked,
    ];
    for (const sql of statements) {
      const { rows } = await asOwner((client) => client.query(sql, [id]));
      expect([sql, new Set(rows.map(({ unitId }) => unitId))]).toEqual([sql, new Set([world.clinics])]);
    }
  });
});
