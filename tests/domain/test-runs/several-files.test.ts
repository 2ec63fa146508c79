import { beforeAll, expect, test } from "vitest";
import { models } from "@/lib/domain/inventory/models/part";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import {
  applyTestImport,
  createTestImports,
  uploadResults,
} from "@/lib/domain/test-runs/commands/create-import";
import { listTestImports } from "@/lib/domain/test-runs/queries/runs";
import { mostFiles } from "@/lib/domain/test-runs/runs/schema";
import type { Actor } from "@/lib/platform/access/actor";
import { receiveSealedFile } from "@/lib/platform/storage/receive-file";
import { findingsOf, garakReport, settled } from "@/tests/support/stored-results";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let lead: Actor;

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.insurance);
});

async function upload(name: string, text: string) {
  const request = new Request("http://localhost/", { method: "POST", body: text });
  return uploadResults.execute(lead, { file: await receiveSealedFile(request, name) });
}

const report = (day: number) => garakReport({ day, probes: { "dan.DAN": [3, 17] } });
const pathsOf = async (asked: Promise<unknown>) =>
  asked.then(
    () => [],
    (error) => (error.problems as { path: string; message: string }[]).map((one) => [one.path, one.message]),
  );

test("several files are handed in with one form: what is said of all holds for each unless it says otherwise, and a broken one stops no other", async () => {
  const model = await models.create.execute(lead, { name: "Altamira 4", unitId: world.claims } as never);
  const { id: systemId } = await createSystem.execute(lead, {
    ...{ name: "Helpdesk", unitId: world.claims, modelIds: [model.id] },
  });
  const { id: other } = await createSystem.execute(lead, { name: "Claims reader", unitId: world.claims });
  const [first, second, elsewhere, broken] = [
    await upload("first.jsonl", report(1)),
    await upload("second.jsonl", report(2)),
    await upload("elsewhere.jsonl", report(3)),
    await upload("broken.json", '{"nothing": "known"}'),
  ];
  expect(first).toMatchObject({ format: "NVIDIA garak", formatVersion: "report", doubt: null });
  expect(broken).toMatchObject({ format: null, doubt: expect.stringContaining("Name the format") });

  const { imports } = await createTestImports.execute(lead, {
    ...{ systemId, modelId: model.id, modelVersion: "4.1" },
    files: [
      { fileId: first.id },
      { fileId: second.id, modelVersion: "4.2" },
      { fileId: elsewhere.id, systemId: other },
      { fileId: broken.id },
    ],
  });
  for (const { id } of imports) await settled(lead, id);
  const { rows } = await listTestImports.execute(lead, { ids: imports.map(({ id }) => id).join(",") });
  expect(rows.map(({ id }) => id)).toEqual(imports.map(({ id }) => id));
  const of = (name: string) => rows.find(({ fileName }) => fileName === name);
  expect(of("first.jsonl")).toMatchObject({ state: "checked", modelVersion: "4.1", format: "garak, report" });
  expect(of("first.jsonl")).toMatchObject({ effects: { create: 1 }, can: { apply: true } });
  expect(of("second.jsonl")).toMatchObject({ modelVersion: "4.2", system: { id: systemId } });
  expect(of("elsewhere.jsonl")).toMatchObject({ modelVersion: null, system: { id: other } });
  expect(of("broken.json")).toMatchObject({ state: "failed", can: { apply: false } });
  expect(of("broken.json")?.message).toContain("no file of test results that is known");

  for (const { id, can } of rows) if (can.apply) await applyTestImport.execute(lead, { id });
  for (const { id } of imports) await settled(lead, id);
  expect((await findingsOf(lead, systemId)).size).toBe(1);
  expect((await findingsOf(lead, other)).size).toBe(1);
});

test("what is said wrongly of one file is told under its name, of all once, and then none is begun", async () => {
  const { id: systemId } = await createSystem.execute(lead, { name: "Nothing used", unitId: world.claims });
  const model = await models.create.execute(lead, { name: "Elsewhere", unitId: world.claims } as never);
  const [one, two] = [await upload("one.jsonl", report(4)), await upload("two.jsonl", report(5))];
  const files = [{ fileId: one.id }, { fileId: two.id, format: "unheard" }];
  expect(await pathsOf(createTestImports.execute(lead, { systemId, modelId: model.id, files }))).toEqual([
    ["modelId", expect.stringContaining("uses no such model")],
    ["files.1.format", expect.stringContaining("two.jsonl: Is no format")],
  ]);
  const lost = [{ fileId: one.id }, { fileId: systemId }];
  expect(await pathsOf(createTestImports.execute(lead, { systemId, files: lost }))).toEqual([
    ["files.1.fileId", expect.stringContaining("File 2: There is no such file")],
  ]);
  const many = Array.from({ length: mostFiles + 1 }, () => ({ fileId: one.id }));
  expect((await pathsOf(createTestImports.execute(lead, { systemId, files: many })))[0]?.[1]).toContain(
    `At most ${mostFiles} files`,
  );
  const { rows } = await listTestImports.execute(lead, { limit: 200 });
  expect(rows.filter(({ fileName }) => ["one.jsonl", "two.jsonl"].includes(fileName))).toEqual([]);
  const { imports } = await createTestImports.execute(lead, { systemId, files: [{ fileId: one.id }] });
  expect(imports).toHaveLength(1);
});
