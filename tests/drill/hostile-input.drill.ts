import { afterAll, beforeAll, expect, test } from "vitest";
import { storeSpecimenFile } from "@/tests/access/specimens";
import { sendGenerated, writes } from "@/tests/support/hostile-writes";
import { createWorld, personWith, tokenOf } from "@/tests/support/world";

// 300 generated bodies for every operation that writes: no 5xx, nothing half-written, accepted text unchanged.

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
const counted = { operations: 0, accepted: 0, readBack: 0 };
let writer: Parameters<typeof sendGenerated>[1];

beforeAll(async () => {
  storeSpecimenFile();
  const world = await createWorld();
  const administrator = await personWith("administrator", world.root);
  const token = await tokenOf(administrator, world.root);
  writer = { token, keeper: { unitId: world.claims, personId: administrator.personId ?? "" } };
});

test.each(writes)("$name keeps its word under 300 generated bodies", async ({ route }) => {
  const { accepted, readBack } = await sendGenerated(route, writer, 300, seed);
  counted.operations += 1;
  counted.accepted += accepted;
  counted.readBack += readBack;
});

afterAll(() => {
  expect(counted.accepted).toBeGreaterThan(0);
  console.log(`seed ${seed}: ${JSON.stringify(counted)}`);
});
