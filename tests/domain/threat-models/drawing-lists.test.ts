import { beforeAll, describe, expect, test } from "vitest";
import { removePart, saveElement, saveZone } from "@/lib/domain/threat-models/commands/change-parts";
import { createModel } from "@/lib/domain/threat-models/commands/create-model";
import { getModel } from "@/lib/domain/threat-models/queries/model";
import type { Actor } from "@/lib/platform/access/actor";
import { newSystem } from "@/tests/support/stored-threat-models";
import { createWorld, personWith } from "@/tests/support/world";

// Whoever works in lists changes a drawing by the same rules as whoever drags: what lies where follows from the zones.

let lead: Actor;
let modelId: string;

beforeAll(async () => {
  const world = await createWorld();
  lead = await personWith("lead", world.root);
  const systemId = await newSystem(lead, world.claims);
  modelId = (await createModel.execute(lead, { title: "Lists", systemId, start: "empty" })).id;
  await zone("Cloud", null);
  await zone("Network", "zone-new-1");
  await zone("Cluster", "zone-new-2");
  await element("Assistant", "zone-new-3");
});

const seen = async () => ({ id: modelId, version: (await getModel.execute(lead, { id: modelId })).version });
const drawing = async () => (await getModel.execute(lead, { id: modelId })).drawing;
const zoneIds = async () => (await drawing()).elements[0]?.zoneIds;

async function zone(name: string, parent: string | null, partId: string | null = null) {
  await saveZone.execute(lead, { ...(await seen()), partId, name, parent, trust: null });
}

async function element(name: string, zoneId: string | null, partId: string | null = null) {
  const said = { name, type: "llm_endpoint_hosted", zoneId, outOfScope: false, description: null };
  await saveElement.execute(lead, { ...(await seen()), partId, ...said });
}

describe("a part changed in a list", () => {
  test("that is put into a zone lies in those around it as well", async () => {
    expect(await zoneIds()).toEqual(["zone-new-3", "zone-new-2", "zone-new-1"]);
  });

  test("is refused at its field where there is no such zone, and nothing changes", async () => {
    const before = await drawing();
    const refused = { problems: [{ path: "zoneId", message: "There is no such zone." }] };
    await expect(element("Assistant", "zone-of-nobody", "element-new-1")).rejects.toMatchObject(refused);
    expect(await drawing()).toEqual(before);
  });

  test("cannot be a zone that lies in itself", async () => {
    const refused = { problems: [{ path: "parent", message: "A zone cannot lie in itself." }] };
    await expect(zone("Network", "zone-new-3", "zone-new-2")).rejects.toMatchObject(refused);
  });

  test("takes along what lies in it when it is a zone that moves", async () => {
    await zone("Network", null, "zone-new-2");
    expect(await zoneIds()).toEqual(["zone-new-3", "zone-new-2"]);
    await zone("Network", "zone-new-1", "zone-new-2");
    expect(await zoneIds()).toEqual(["zone-new-3", "zone-new-2", "zone-new-1"]);
  });

  test("leaves what lay in it in the zone around it when it is a zone that goes", async () => {
    await removePart.execute(lead, { ...(await seen()), partId: "zone-new-2" });
    expect(await zoneIds()).toEqual(["zone-new-3", "zone-new-1"]);
    expect((await drawing()).zones.find(({ id }) => id === "zone-new-3")?.parent).toBe("zone-new-1");
  });
});
