import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { exportInventoryBom, exportSystemBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { type Json, objectIn, objectsIn } from "@/lib/domain/inventory/boms/formats/json";
import { schemaErrors } from "@/lib/domain/inventory/boms/formats/official-schema";
import { factFields } from "@/lib/domain/inventory/boms/mapping/facts";
import type { BomRecord } from "@/lib/domain/inventory/boms/mapping/record";
import { writeBom } from "@/lib/domain/inventory/boms/mapping/write-bom";
import { specVersions } from "@/lib/domain/inventory/boms/schema";
import { parts } from "@/lib/domain/inventory/kinds";
import { linkFields } from "@/lib/domain/inventory/parts/links";
import { createSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import type { Actor } from "@/lib/platform/access/actor";
import { NotFound } from "@/lib/platform/errors/public-error";
import type { Download } from "@/lib/platform/http/download";
import { fieldMeta } from "@/lib/platform/schema/field";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

const read = async ({ bytes }: Download) => JSON.parse(await new Response(bytes).text()) as Json;
const named = (list: unknown, name: string) => objectsIn(list).find((one) => one["name"] === name) as Json;

let world: World;
let lead: Actor;
let system: { id: string; version: number };

beforeAll(async () => {
  world = await createWorld();
  lead = await personWith("lead", world.root);
  const unitId = world.claims;
  const vendor = await parts.vendors.create.execute(lead, {
    name: "Altamira AI",
    unitId,
    website: "https://altamira.example",
  });
  const dataset = await parts.datasets.create.execute(lead, {
    name: "Wordings",
    unitId,
    personalData: false,
  });
  const model = await parts.models.create.execute(lead, {
    name: "Altamira 4",
    unitId,
    modelVersion: "4.1",
    licence: "apache-2.0",
    vendorId: vendor.id,
    datasetIds: [dataset.id],
  });
  system = await createSystem.execute(lead, { name: "Intake", unitId, modelIds: [model.id] });
});

describe("the bill of materials of a system", () => {
  test.each(specVersions)("is valid against the official schema of CycloneDX %s", async (specVersion) => {
    const bom = await read(await exportSystemBom.execute(lead, { id: system.id, specVersion }));
    expect(bom).toMatchObject({ bomFormat: "CycloneDX", specVersion });
    expect(schemaErrors(bom, specVersion)).toEqual([]);
  });

  test("names what the system uses, also through other parts, where CycloneDX has a place for it", async () => {
    const bom = await read(await exportSystemBom.execute(lead, { id: system.id }));
    expect(objectIn(objectIn(bom["metadata"])["component"])).toMatchObject({ name: "Intake" });
    const data = named(bom["components"], "Wordings");
    expect(named(bom["components"], "Altamira 4")).toMatchObject({
      type: "machine-learning-model",
      version: "4.1",
      licenses: [{ license: { id: "Apache-2.0" } }],
      supplier: { name: "Altamira AI" },
      modelCard: { modelParameters: { datasets: [{ ref: data["bom-ref"] }] } },
    });
    expect(named(bom["services"], "Altamira AI")).toMatchObject({
      provider: { name: "Altamira AI", url: ["https://altamira.example"] },
    });
  });

  test("says no as no, and says nothing of what nobody knows", async () => {
    const bom = await read(await exportSystemBom.execute(lead, { id: system.id }));
    const properties = objectsIn(named(bom["components"], "Wordings")["properties"]);
    expect(properties).toContainEqual({ name: "plumbline:personalData", value: "false" });
    expect(properties.map(({ name }) => name)).not.toContain("plumbline:specialCategories");
  });

  test("is the same to the byte while nothing changes, and of a higher version afterwards", async () => {
    const twice = [1, 2].map(async () =>
      new Response((await exportSystemBom.execute(lead, { id: system.id })).bytes).text(),
    );
    const [first, second] = await Promise.all(twice);
    expect(first).toBe(second);
    const before = JSON.parse(first ?? "") as Json;
    await new Promise((resolve) => setTimeout(resolve, 1_001));
    await updateSystem.execute(lead, { id: system.id, version: system.version, purpose: "Opens claims." });
    const after = await read(await exportSystemBom.execute(lead, { id: system.id }));
    expect(after["serialNumber"]).toBe(before["serialNumber"]);
    expect(Number(after["version"])).toBeGreaterThan(Number(before["version"]));
  });

  test("is found only by those who may read the system, and who took it stands in the audit trail", async () => {
    const stranger = await personWith("lead", world.clinics);
    await expect(exportSystemBom.execute(stranger, { id: system.id })).rejects.toThrow(NotFound);
    await exportSystemBom.execute(lead, { id: system.id, specVersion: "1.7" });
    const { rows } = await asOwner((client) =>
      client.query(`select action from audit_entries order by seq desc limit 1`),
    );
    expect(rows).toEqual([{ action: "systems.exportBom" }]);
  });
});

describe("the bill of materials of the whole inventory", () => {
  test("holds nothing outside the reader's scope", async () => {
    const stranger = await personWith("reader", world.clinics);
    const bom = await read(await exportInventoryBom.execute(stranger, {}));
    expect(JSON.stringify(bom)).not.toContain("Intake");
  });
});

test("whatever the register holds, what is written is valid", () => {
  const word = fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" });
  const value = (kind: string, options: readonly string[]) => {
    if (kind === "tri-state") return fc.constantFrom(true, false, null);
    if (kind === "several") return fc.subarray([...options]);
    if (kind === "choice") return fc.constantFrom(...options, null);
    if (kind === "integer") return fc.option(fc.nat());
    return fc.option(word);
  };
  const record = fc.constantFrom(...Object.values(parts)).chain(({ kind }) => {
    const facts = factFields(kind.fields).map(([key, field]) => {
      const { kind: form, options = [] } = fieldMeta(field);
      return [
        key,
        value(
          form,
          options.map((option) => option.value),
        ),
      ] as const;
    });
    const links = linkFields(kind).map(({ field }) => [field, fc.array(fc.uuid({ version: 7 }))] as const);
    return fc.record({
      concept: fc.constant(kind.concept as BomRecord["concept"]),
      id: fc.uuid({ version: 7 }),
      values: fc.tuple(fc.record(Object.fromEntries(facts)), word).map(([some, name]) => ({ ...some, name })),
      links: fc.record(Object.fromEntries(links)),
      changedAt: fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }),
    });
  });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), fc.constantFrom(...specVersions), (records, version) => {
      const bom = writeBom({ version, key: "any", about: null, organization: "Any", records, earlier: null });
      expect(schemaErrors(bom, version)).toEqual([]);
      expect(objectsIn(bom["components"]).length + objectsIn(bom["services"]).length).toBe(records.length);
    }),
    { numRuns: 200 },
  );
});
