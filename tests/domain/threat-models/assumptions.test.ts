import { beforeAll, describe, expect, test } from "vitest";
import { updateSystem } from "@/lib/domain/inventory/systems/commands";
import { removeAssumption, saveAssumption } from "@/lib/domain/threat-models/commands/change-assumptions";
import { createModel, importModel } from "@/lib/domain/threat-models/commands/create-model";
import { freezeVersion } from "@/lib/domain/threat-models/commands/freeze-version";
import { saveDrawing } from "@/lib/domain/threat-models/commands/save-drawing";
import { updateModel } from "@/lib/domain/threat-models/commands/update-model";
import { exportModel, getModel } from "@/lib/domain/threat-models/queries/model";
import { compareVersions } from "@/lib/domain/threat-models/queries/versions";
import type { Actor } from "@/lib/platform/access/actor";
import { Conflict, Invalid, NotFound } from "@/lib/platform/errors/public-error";
import { ragChatbot } from "@/tests/support/rag-chatbot";
import { drawingOf, newSystem, storedModel } from "@/tests/support/stored-threat-models";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let id: string;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
  id = await storedModel(lead, world.claims, ragChatbot());
});

type Read = Awaited<ReturnType<typeof getModel.execute>> & {
  drawing: { assumptions: { text: string; confirmed: boolean | null; ownerId: string | null }[] };
};
const read = async (of = id) => (await getModel.execute(lead, { id: of })) as unknown as Read;
const trained = "The provider does not train on our prompts";

async function save(said: Partial<Parameters<typeof saveAssumption.execute>[1]>) {
  const { version } = await read();
  return saveAssumption.execute(lead, {
    ...{ id, version, was: null, text: trained, state: "open" as const, ownerId: null },
    ...said,
  });
}

describe("an assumption of a threat model", () => {
  test("is added, given to somebody, found wrong, said otherwise and taken out, each named in what changed", async () => {
    expect(await save({})).toMatchObject({ changed: [`added the assumption “${trained}”`] });
    const given = await save({ was: trained, ownerId: lead.personId, state: "wrong" });
    expect(given).toMatchObject({ changed: [`changed the assumption “${trained}”`] });
    const after = await read();
    expect(after.drawing.assumptions).toMatchObject([
      { text: trained, confirmed: false, ownerId: lead.personId },
    ]);
    expect(after["people"]).toEqual({ [lead.personId ?? ""]: lead.name });
    await save({ was: trained, text: "It trains on nothing", state: "confirmed" });
    const { version } = await read();
    await removeAssumption.execute(lead, { id, version, was: "It trains on nothing" });
    expect((await read()).drawing.assumptions).toEqual([]);
  });

  test("is refused where it is there already or given to a stranger, and the loser of two writers gets it as it is", async () => {
    await save({});
    await expect(save({})).rejects.toThrow("assumed already");
    await expect(save({ was: "Nobody said this" })).rejects.toThrow(NotFound);
    const nobody = "0198f000-0000-7000-8000-000000000000";
    await expect(save({ was: trained, ownerId: nobody })).rejects.toThrow(Invalid);
    const { version } = await read();
    const drawing = { ...drawingOf(ragChatbot()), assumptions: [{ text: "X", ownerId: nobody }] };
    await expect(saveDrawing.execute(lead, { id, version, drawing } as never)).rejects.toThrow(Invalid);
    const lost = await save({ version: version - 1, was: trained, state: "confirmed" }).catch(
      (error) => error,
    );
    expect(lost).toBeInstanceOf(Conflict);
    expect(lost.current).toMatchObject({ text: trained, state: "open", ownerId: null, version });
  });

  test("is compared between versions, and comes back from a file with its state and its owner", async () => {
    await freezeVersion.execute(lead, { id, name: "Before" });
    await save({ was: trained, state: "confirmed", ownerId: lead.personId });
    await save({ text: "Staff read every answer" });
    expect((await compareVersions.execute(lead, { id, from: "1", to: "now" })).assumptions).toEqual({
      ...{ added: ["Staff read every answer"], removed: [], changed: [trained] },
    });
    for (const format of ["otm", "threat-dragon", "tm-library"] as const) {
      const file = await exportModel.execute(lead, { id, format });
      const text = await file.response().text();
      const systemId = await newSystem(lead, world.claims);
      const made = await importModel.execute(lead, { systemId, text, fileName: "again.json" });
      expect((await read(made.id)).drawing.assumptions).toMatchObject([
        { text: trained, confirmed: true, ownerId: lead.personId },
        { text: "Staff read every answer", confirmed: null, ownerId: null },
      ]);
    }
  });
});

describe("a model that did not follow the inventory", () => {
  test("is brought up to it at once when it begins to, and follows from then on until it is told not to", async () => {
    const systemId = await newSystem(lead, world.claims, { exposure: "internal" });
    const { id: made } = await createModel.execute(lead, { title: "Empty", systemId, start: "empty" });
    const follow = async (followsInventory: boolean) => {
      const { version } = await read(made);
      return updateModel.execute(lead, { id: made, version, followsInventory });
    };
    expect((await read(made)).drawing).toMatchObject({ elements: [] });
    await follow(true);
    const drawn = (await read(made)) as unknown as { drawing: { elements: unknown[] }; facts: object };
    expect(drawn.drawing.elements.length).toBeGreaterThan(0);
    await follow(false);
    const before = (await read(made)).version;
    await updateSystem.execute(lead, { id: systemId, version: 1, exposure: "public" } as never);
    expect((await read(made)).version).toBe(before);
    await follow(true);
    expect((await read(made)).version).toBeGreaterThan(before + 1);
  });
});
