import { afterAll, beforeAll, expect, test } from "vitest";
import { endInstances, ensureBuilt } from "@/tests/support/instances";
import { type Installation, killUnderLoad, startInstallation } from "@/tests/support/kills-under-load";

// `npm run drill` kills hundreds of times.

let installation: Installation;

beforeAll(async () => {
  await ensureBuilt();
  installation = await startInstallation();
}, 600_000);
afterAll(async () => {
  await endInstances();
  await installation.stop();
});

test("six kills of web servers, worker and database under load lose no acknowledged write, and no import that was begun", async () => {
  const { problems, written, jobs, counted } = await killUnderLoad(installation, 6, 4);
  expect(problems).toEqual([]);
  expect(Object.keys(counted).sort()).toEqual(["database", "web server", "worker"]);
  expect(written).toBeGreaterThan(10);
  expect(Object.keys(jobs)).toEqual(["done"]);
});
