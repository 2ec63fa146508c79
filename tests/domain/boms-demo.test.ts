import { expect, test } from "vitest";
import { exportInventoryBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { type Json, objectsIn } from "@/lib/domain/inventory/boms/formats/json";
import { schemaErrors } from "@/lib/domain/inventory/boms/formats/official-schema";
import { specVersions } from "@/lib/domain/inventory/boms/schema";
import { systemRegister } from "@/lib/domain/inventory/systems/queries";
import type { Download } from "@/lib/platform/http/download";
import { loadDemo } from "@/prisma/seed/demo";
import { theSystem } from "@/tests/support/world";

const read = async ({ bytes }: Download) => JSON.parse(await new Response(bytes).text()) as Json;

test("the bill of materials of the whole inventory holds every system and part of the demo organisation and is valid in each version", async () => {
  await loadDemo();
  const { count } = await systemRegister.count.execute(theSystem(), {});
  for (const specVersion of specVersions) {
    const bom = await read(await exportInventoryBom.execute(theSystem(), { specVersion }));
    expect(schemaErrors(bom, specVersion)).toEqual([]);
    const concepts = objectsIn(bom["components"]).flatMap((one) =>
      objectsIn(one["properties"]).filter(({ name }) => name === "plumbline:concept"),
    );
    expect(concepts.filter(({ value }) => value === "systems")).toHaveLength(count ?? -1);
  }
});
