import { afterAll, beforeAll, expect, test } from "vitest";
import { withEveryRole } from "@/tests/access/company";
import { storeSpecimenFile } from "@/tests/access/specimens";
import { sendGenerated, writes } from "@/tests/support/hostile-writes";
import { createWorld, tokenOf } from "@/tests/support/world";

// 300 generated bodies for every operation that writes: no 5xx, nothing half-written, accepted text unchanged.

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
const counted = { operations: 0, accepted: 0, readBack: 0 };
let writer: Parameters<typeof sendGenerated>[1];

beforeAll(async () => {
  storeSpecimenFile();
  const world = await createWorld();
  const person = await withEveryRole(world.root);
  const token = await tokenOf(person, world.root);
  writer = { token, keeper: { unitId: world.claims, personId: person.personId ?? "" } };
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
