import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { exportSystemBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { reconcileBom } from "@/lib/domain/inventory/boms/commands/reconcile-bom";
import { type Json, objectIn, objectsIn } from "@/lib/domain/inventory/boms/formats/json";
import { schemaErrors } from "@/lib/domain/inventory/boms/formats/official-schema";
import { bomChanges, getBom, listBoms } from "@/lib/domain/inventory/boms/queries";
import { bomLimits } from "@/lib/domain/inventory/boms/schema";
import { parts } from "@/lib/domain/inventory/kinds";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { getSystem } from "@/lib/domain/inventory/systems/queries";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import { contents } from "@/tests/access/company";
import { request } from "@/tests/support/door";
import { asOwner } from "@/tests/support/test-database";
import { createUnit, createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;
let token: string;
let system: string;
let model: string;

let company: World;
let round = 0;

beforeAll(async () => {
  company = await createWorld();
});

// Each test has a claims department of its own, whose parts no other test sees.
beforeEach(async () => {
  round += 1;
  const insurance = await createUnit(`Insurance ${round}`, company.insurance);
  world = { ...company, root: insurance, insurance, claims: await createUnit("Claims", insurance) };
  lead = await personWith("lead", world.root);
  token = await tokenOf(lead, world.root);
  const unitId = world.claims;
  const facts = { name: "Altamira 4", unitId, modelVersion: "4.1", licence: "MIT" };
  model = (await parts.models.create.execute(lead, facts)).id;
  system = (await createSystem.execute(lead, { name: "Intake", unitId, modelIds: [model] })).id;
});

const model5 = { type: "machine-learning-model", "bom-ref": "m", name: "ALTAMIRA-4", version: "5.0" };
const bom = (more: Json = {}): Json => ({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
  version: 1,
  metadata: { component: { type: "application", "bom-ref": "sys", name: "Intake" } },
  components: [
    {
      ...model5,
      licenses: [{ license: { id: "Apache-2.0", url: "https://licence.example" } }],
      supplier: { name: "Altamira AI" },
      modelCard: {
        modelParameters: { task: "extraction", datasets: [{ ref: "d" }] },
        considerations: { users: ["Handlers"] },
      },
    },
    { type: "data", "bom-ref": "d", name: "Wordings", data: [{ type: "dataset" }] },
    {
      type: "library",
      "bom-ref": "lib",
      name: "numpy",
      version: "2.1",
      properties: [{ name: "x:y", value: "z" }],
    },
  ],
  dependencies: [{ ref: "sys", dependsOn: ["m", "lib"] }],
  ...more,
});

async function receive(document: unknown, as = token) {
  const raw = typeof document === "string" ? document : JSON.stringify(document);
  return request("POST", `/systems/${system}/boms?name=a.cdx.json`, { token: as, raw });
}

async function received(document: unknown) {
  const { status, body } = await receive(document);
  expect([status, body["errors"]]).toEqual([201, undefined]);
  return getBom.execute(lead, { id: String(body["id"]) });
}

const exported = async () => {
  const { bytes } = await exportSystemBom.execute(lead, { id: system });
  return JSON.parse(await new Response(bytes).text()) as Json;
};

test("differences are shown fact by fact, and nothing is written before they are settled", async () => {
  const before = await contents();
  const { differences, state } = await received(bom());
  expect(state).toBe("open");
  expect(differences.map(({ kind, name, label, theirs, ours }) => [kind, name, label, theirs, ours])).toEqual(
    [
      ["fact", "Altamira 4", "Name", "ALTAMIRA-4", "Altamira 4"],
      ["fact", "Altamira 4", "Version", "5.0", "4.1"],
      ["fact", "Altamira 4", "Licence", "Apache-2.0", "MIT"],
      ["link", "Altamira 4", "Vendor", "Altamira AI", "None"],
      ["link", "Altamira 4", "Trained on", "Wordings", "None"],
      ["create", "Wordings", "New dataset", "Wordings", "Not in the register"],
      ["create", "Altamira AI", "New vendor", "Altamira AI", "Not in the register"],
    ],
  );
  const after = await contents();
  expect([after["models"], after["systems"], after["parts"]]).toEqual([
    before["models"],
    before["systems"],
    before["parts"],
  ]);
});

test("taking all writes everything at once, each change naming the document, and then there is no drift", async () => {
  const { id, version } = await received(bom());
  const { state } = await reconcileBom.execute(lead, { id, version, takeAll: true });
  expect(state).toBe("reconciled");
  expect(await parts.models.get.execute(lead, { id: model })).toMatchObject({
    modelVersion: "5.0",
    licence: "Apache-2.0",
    vendor: { name: "Altamira AI" },
    datasets: [{ name: "Wordings" }],
  });
  const { rows } = await asOwner((client) =>
    client.query("select text from audit_entries order by seq desc limit 5"),
  );
  expect(rows.filter(({ text }) => String(text).includes("Bill of materials urn:uuid:3e67"))).toHaveLength(3);
  expect((await received(bom())).state).toBe("unchanged");
});

test("a link to a part that is not in the register yet is refused in words that say what to do first", async () => {
  const { id, version, differences } = await received(bom());
  const choices = differences
    .filter(({ kind }) => kind === "link")
    .map(({ key }) => ({ key, choice: "take" as const }));
  await expect(reconcileBom.execute(lead, { id, version, choices })).rejects.toThrow("to the register first");
  expect((await getBom.execute(lead, { id })).version).toBe(version);
});

test("ours is kept where that is chosen, also when the same document comes again", async () => {
  const { id, version, differences } = await received(bom());
  const choices = differences.map(({ key }) => ({
    key,
    choice: "keep" as const,
    reason: "Checked with the vendor.",
  }));
  expect((await reconcileBom.execute(lead, { id, version, choices })).state).toBe("reconciled");
  expect(await parts.models.get.execute(lead, { id: model })).toMatchObject({ modelVersion: "4.1" });
  const again = await received(bom());
  expect([again.state, again.kept.length]).toEqual(["unchanged", differences.length]);
  const { kept } = await getBom.execute(lead, { id });
  expect(kept[0]?.decided).toMatchObject({
    choice: "keep",
    reason: "Checked with the vendor.",
    by: lead.name,
  });
});

test("to keep ours takes a reason; what is left for later stays open and says who left it", async () => {
  const { id, version, differences } = await received(bom());
  const key = differences[0]?.key ?? "";
  const silent = { id, version, choices: [{ key, choice: "keep" as const }] };
  await expect(reconcileBom.execute(lead, silent)).rejects.toMatchObject({
    problems: [{ path: "choices.0.reason" }],
  });
  expect((await getBom.execute(lead, { id })).version).toBe(version);
  const later = { id, version, choices: [{ key, choice: "later" as const, reason: "After the audit." }] };
  expect(await reconcileBom.execute(lead, later)).toMatchObject({ state: "open", open: differences.length });
  const left = (await getBom.execute(lead, { id })).differences.find((one) => one.key === key);
  expect(left?.decided).toMatchObject({ choice: "later", reason: "After the audit.", by: lead.name });
});

test("two bills with one serial number are compared with each other, also in what the register has no record for", async () => {
  const first = await received(bom());
  expect(await bomChanges.execute(lead, { id: first.id })).toMatchObject({ since: null, changes: [] });
  const [changedModel, data] = (bom()["components"] as Json[]).map((one) => ({
    ...one,
    "bom-ref": `x${one["bom-ref"]}`,
  }));
  const numpy = { type: "library", "bom-ref": "xlib", name: "scipy", version: "1.9" };
  const second = await received(
    bom({
      version: 2,
      components: [{ ...changedModel, version: "5.1" }, data, numpy],
      dependencies: [{ ref: "sys", dependsOn: ["xm", "xlib"] }],
    }),
  );
  const { since, changes } = await bomChanges.execute(lead, { id: second.id });
  expect(since).toMatchObject({ id: first.id, bomVersion: 1 });
  expect(changes).toEqual([
    { what: "ALTAMIRA-4 (machine-learning-model)", field: "version", before: "5.0", after: "5.1" },
    { what: "scipy (library)", field: "The whole of it", before: null, after: "In it" },
    { what: "Depends on", field: "Intake", before: "ALTAMIRA-4, numpy", after: "ALTAMIRA-4, scipy" },
    { what: "numpy (library)", field: "The whole of it", before: "In it", after: null },
  ]);
  const other = await received(bom({ serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b70" }));
  expect((await bomChanges.execute(lead, { id: other.id })).since).toBeNull();
  await expect(bomChanges.execute(lead, { id: second.id, since: other.id })).rejects.toBeInstanceOf(NotFound);
});

test("a part that fits several records is asked about, never guessed", async () => {
  const twin = await parts.models.create.execute(lead, { name: "altamira 4", unitId: world.insurance });
  const found = await received(bom());
  const [asked] = found.differences;
  expect(asked).toMatchObject({ kind: "match", label: "Which model is it?" });
  expect(asked?.candidates.map(({ id }) => id).toSorted()).toEqual([model, twin.id].toSorted());
  const choice = { key: asked?.key ?? "", choice: "take" as const, partId: model };
  await reconcileBom.execute(lead, { id: found.id, version: found.version, choices: [choice] });
  const { differences } = await getBom.execute(lead, { id: found.id });
  expect(differences.filter(({ kind, recordId }) => kind === "fact" && recordId === model)).toHaveLength(3);
});

test("a part that the system uses and the document does not name is shown, and only taken out when that is chosen", async () => {
  const { id, version, differences } = await received(bom({ components: [] }));
  expect(differences).toMatchObject([{ kind: "absent", ours: "Altamira 4" }]);
  const after = await reconcileBom.execute(lead, { id, version, takeAll: true });
  expect((await getSystem.execute(lead, { id: system })).models).toHaveLength(1);
  const choices = [{ key: differences[0]?.key ?? "", choice: "take" as const }];
  await reconcileBom.execute(lead, { id, version: after.version, choices });
  expect((await getSystem.execute(lead, { id: system })).models).toHaveLength(0);
});

test("what the register has no field for comes out again, in a document that is valid", async () => {
  const signed = { compositions: [{ aggregate: "complete", assemblies: ["lib"] }] };
  const { id, version } = await received(bom({ ...signed, "x-house": { shelf: 7 } }));
  await reconcileBom.execute(lead, { id, version, takeAll: true });
  const out = await exported();
  expect(schemaErrors(out, "1.6")).toEqual([]);
  expect(out["compositions"]).toEqual(signed.compositions);
  const components = objectsIn(out["components"]);
  expect(components.find(({ name }) => name === "numpy")).toEqual((bom()["components"] as Json[])[2]);
  const written = components.find((one) => one["bom-ref"] === "m") ?? {};
  expect(written["modelCard"]).toEqual(objectIn((bom()["components"] as Json[])[0])["modelCard"]);
  expect(written["licenses"]).toEqual(objectIn((bom()["components"] as Json[])[0])["licenses"]);
  expect(JSON.stringify(objectIn(out["metadata"])["properties"])).toContain("shelf");
  expect((await received(out)).state).toBe("unchanged");
});

test("an own export that comes back has no drift", async () => {
  expect((await received(await exported())).differences).toEqual([]);
});

describe("who may", () => {
  test("records kept elsewhere are shown, and cannot be taken over", async () => {
    const shared = await parts.models.create.execute(lead, {
      name: "Shared",
      unitId: world.root,
      licence: "MIT",
    });
    const owner = await personWith("system-owner", world.claims);
    const theirs = {
      type: "machine-learning-model",
      "bom-ref": `models:${shared.id}`,
      name: "Shared",
      version: "9",
    };
    const { id, version } = await received(bom({ components: [theirs], dependencies: [] }));
    const seen = await getBom.execute(owner, { id });
    const fact = seen.differences.find(({ kind }) => kind === "fact");
    expect(fact).toMatchObject({ label: "Version", can: false });
    const choices = [{ key: fact?.key ?? "", choice: "take" as const }];
    await expect(reconcileBom.execute(owner, { id, version, choices })).rejects.toThrow(
      "Ask the unit that keeps it",
    );
  });

  test("outside the system's scope there is no such bill of materials", async () => {
    const { id, version } = await received(bom());
    const stranger = await personWith("lead", world.clinics);
    await expect(getBom.execute(stranger, { id })).rejects.toThrow(NotFound);
    await expect(listBoms.execute(stranger, { id: system })).rejects.toThrow(NotFound);
    await expect(reconcileBom.execute(stranger, { id, version, takeAll: true })).rejects.toThrow(NotFound);
  });
});

describe("refused in words that say what to do", () => {
  let nested: Json = { type: "library", name: "x" };
  for (let i = 0; i < bomLimits.depth; i += 1) nested = { type: "library", name: "x", components: [nested] };
  const many = Array.from({ length: bomLimits.components + 1 }, () => ({ type: "library", name: "x" }));
  test.each([
    ["XML", '<?xml version="1.0"?><bom/>', "This is XML"],
    ["no JSON", "{", "This is no JSON"],
    ["SPDX", { spdxVersion: "SPDX-2.3" }, "This is SPDX"],
    ["another JSON", { any: 1 }, "This is no CycloneDX"],
    ["an older version", bom({ specVersion: "1.4" }), "CycloneDX 1.4. Versions 1.5, 1.6, 1.7"],
    ["too deep", bom({ components: [nested] }), "levels deep"],
    ["too many components", bom({ components: many }), "more than 5,000 components"],
    [
      "a broken one",
      bom({ version: 0, components: [{ type: "song", name: 1 }] }),
      "/components/0/name: must be string",
    ],
  ])("%s", async (_what, document, words) => {
    const { status, body } = await receive(document);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(words);
    expect((await listBoms.execute(lead, { id: system })).boms).toEqual([]);
  });

  test("too large", async () => {
    const { status } = await receive(`"${"x".repeat(bomLimits.bytes)}"`);
    expect(status).toBe(413);
  });
});
