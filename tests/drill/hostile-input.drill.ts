import { expect, test } from "vitest";
import { storeSpecimenFile } from "@/tests/access/specimens";
import { sendGenerated, writes } from "@/tests/support/hostile-writes";
import { createWorld, personWith, tokenOf } from "@/tests/support/world";

test("300 generated bodies for every operation that writes: no 5xx, nothing half-written, accepted text unchanged", async () => {
  storeSpecimenFile();
  const world = await createWorld();
  const administrator = await personWith("administrator", world.root);
  const token = await tokenOf(administrator, world.root);
  const keeper = { unitId: world.claims, personId: administrator.personId ?? "" };
  const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
  const counted = { accepted: 0, readBack: 0 };
  for (const { route } of writes) {
    const { accepted, readBack } = await sendGenerated(route, { token, keeper }, 300, seed);
    counted.accepted += accepted;
    counted.readBack += readBack;
  }
  expect(counted.accepted).toBeGreaterThan(0);
  console.log(`seed ${seed}: ${writes.length} operations, ${JSON.stringify(counted)}`);
});
