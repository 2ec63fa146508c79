import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { exportInventoryBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { reconcileBom } from "@/lib/domain/inventory/boms/commands/reconcile-bom";
import { type Json, objectsIn } from "@/lib/domain/inventory/boms/formats/json";
import { getBom, listAllBoms } from "@/lib/domain/inventory/boms/queries";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem, systemRegister } from "@/lib/domain/inventory/systems/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Download } from "@/lib/platform/http/download";
import { request } from "@/tests/support/door";
import { createUnit, createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

const read = async ({ bytes }: Download) => JSON.parse(await new Response(bytes).text()) as Json;

describe("a bill of materials of a whole inventory", () => {
  let unitId: string;
  let lead: Actor;
  let token: string;
  let intake: string;
  let model: string;

  let world: World;
  let round = 0;

  beforeAll(async () => {
    world = await createWorld();
  });

  beforeEach(async () => {
    round += 1;
    unitId = await createUnit(`Bills ${round}`, world.insurance);
    lead = await personWith("lead", unitId);
    token = await tokenOf(lead, unitId);
    model = (await parts.models.create.execute(lead, { name: "Altamira 4", unitId, modelVersion: "4.1" })).id;
    intake = (await createSystem.execute(lead, { name: "Intake", unitId, modelIds: [model] })).id;
  });

  const exported = async () => read(await exportInventoryBom.execute(lead, { specVersion: "1.6" }));
  const send = (document: Json, to = unitId) =>
    request("POST", `/boms?name=all.cdx.json&unitId=${to}`, { token, raw: JSON.stringify(document) });
  const received = async (document: Json) => {
    const { status, body } = await send(document);
    expect([status, body["errors"]]).toEqual([201, undefined]);
    return getBom.execute(lead, { id: String(body["id"]) });
  };
  const keysOf = ({ differences }: { differences: { kind: string; name: string }[] }) =>
    differences.map(({ kind, name }) => `${kind} ${name}`).sort();

  test("comes back without drift as it went out", async () => {
    expect(keysOf(await received(await exported()))).toEqual([]);
  });

  test("shows a fact changed in one system, a system and a model that are new, and a link that is gone", async () => {
    const document = await exported();
    const components = objectsIn(document["components"]);
    const system = components.find(({ name }) => name === "Intake") as Json;
    system["description"] = "Reads claims as they come in.";
    components.push(
      { type: "machine-learning-model", "bom-ref": "new-model", name: "Altamira 5" },
      {
        type: "application",
        "bom-ref": "new-system",
        name: "Triage",
        properties: [{ name: "plumbline:concept", value: "systems" }],
      },
    );
    document["components"] = components;
    document["dependencies"] = [
      { ref: system["bom-ref"], dependsOn: ["new-model"] },
      { ref: "new-system", dependsOn: ["new-model", `models:${model}`] },
    ];
    const bom = await received(document);
    expect(keysOf(bom)).toEqual([
      "absent Intake",
      "create Altamira 5",
      "create Triage",
      "fact Intake",
      "link Intake",
    ]);

    await reconcileBom.execute(lead, { id: bom.id, version: bom.version, takeAll: true });
    const left = await getBom.execute(lead, { id: bom.id });
    expect(keysOf(left)).toEqual(["absent Intake"]);
    const { rows } = await systemRegister.list.execute(lead, { q: "Triage" });
    const triage = await getSystem.execute(lead, { id: rows[0]?.id ?? "" });
    expect(triage.models.map(({ name }) => name).sort()).toEqual(["Altamira 4", "Altamira 5"]);

    const [gone] = left.differences;
    await reconcileBom.execute(lead, {
      id: bom.id,
      version: left.version,
      choices: [{ key: gone?.key ?? "", choice: "take" }],
    });
    const { models } = await getSystem.execute(lead, { id: intake });
    expect(models.map(({ name }) => name)).toEqual(["Altamira 5"]);
    expect(keysOf(await getBom.execute(lead, { id: bom.id }))).toEqual([]);
  });

  test("keeps what the register has no field for, and says it again in the next export", async () => {
    const document = await exported();
    document["x-house"] = { shelf: 7 };
    document["components"] = [
      ...objectsIn(document["components"]),
      { type: "library", "bom-ref": "lib", name: "left-pad" },
    ];
    await received(document);
    const again = JSON.stringify(await exported());
    for (const words of ["x-house", "left-pad"]) expect(again).toContain(words);
  });

  test("is found in the units one may read, and nowhere else", async () => {
    const { id } = await received(await exported());
    const elsewhere = await personWith("lead", world.clinics);
    await expect(getBom.execute(elsewhere, { id })).rejects.toBeInstanceOf(NotFound);
    expect((await listAllBoms.execute(elsewhere, {})).rows.map((bom) => bom.id)).not.toContain(id);
    expect((await listAllBoms.execute(lead, {})).rows.map((bom) => bom.id)).toContain(id);
  });

  test("is refused for a unit in which one may not add records", async () => {
    const answer = await send(await exported(), world.clinics);
    expect([403, 404]).toContain(answer.status);
  });
});
