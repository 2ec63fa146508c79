import { afterAll, beforeAll, expect, test } from "vitest";
import { endInstances, ensureBuilt } from "@/tests/support/instances";
import { type Installation, killUnderLoad, startInstallation } from "@/tests/support/kills-under-load";

// KILLS makes it shorter or longer; SEED repeats a run.

const kills = Number(process.env["KILLS"] ?? 250);
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
let installation: Installation;

beforeAll(async () => {
  await ensureBuilt();
  installation = await startInstallation();
}, 900_000);
afterAll(async () => {
  await endInstances();
  await installation.stop();
});

test(`${kills} kills of web servers, worker and database under load lose no acknowledged write`, async () => {
  const found = await killUnderLoad(installation, kills, seed);
  console.log(`seed ${seed}: ${JSON.stringify(found)}`);
  expect(found.problems).toEqual([]);
}, 10_800_000);
