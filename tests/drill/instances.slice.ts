import { afterAll, beforeAll, expect, test } from "vitest";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import {
  admittedOfStranger,
  admittedOfToken,
  endings,
  jobsRun,
  refusedAfter,
  sameKey,
  twoApprovers,
  writersOnOne,
} from "@/tests/support/across-instances";
import { endInstances, ensureBuilt, type Instance, startWeb, startWorker } from "@/tests/support/instances";
import { stopUnderLoad } from "@/tests/support/stop-under-load";
import { createWorld, personWith, tokenOf, type World } from "@/tests/support/world";

// Two web servers and a background process on one database; `npm run drill` asks the same hundreds of times.

const limit = 100;
let pair: readonly [Instance, Instance];
let worker: Instance;
let world: World;
let token: string;

beforeAll(async () => {
  await ensureBuilt();
  world = await createWorld();
  token = await tokenOf(await personWith("lead", world.insurance), world.insurance);
  const settings = { API_REQUESTS_PER_MINUTE: String(limit) };
  worker = startWorker(settings);
  pair = await Promise.all([startWeb(settings), startWeb(settings)]);
}, 600_000);
afterAll(endInstances);

test("two instances admit together what one person may send in a minute, whatever address is claimed", async () => {
  expect(await admittedOfToken(pair, world, limit, 0.9)).toBe(limit * 0.9);
  const counted = [
    await admittedOfToken(pair, world, limit, 1.5),
    await admittedOfStranger(pair, limit, 1.5),
  ];
  for (const count of counted) {
    expect(count).toBeGreaterThanOrEqual(limit * 0.95);
    expect(count).toBeLessThanOrEqual(limit);
  }
});

test.each(endings)("when a %s ends on one instance, the other refuses within a second", async (what) => {
  expect(await refusedAfter(what, pair, world)).toBeLessThan(1_000);
});

test("the same key sent to both at once has one effect, and every sender the same answer", async () => {
  expect(await sameKey(pair, token, world.claims)).toEqual({ statuses: [201], ids: 1, stored: 1 });
});

test("of 20 writers on one record, and of two approvers, exactly one wins", async () => {
  expect(await writersOnOne(pair, token, world.claims)).toEqual({ won: 1, lost: 19, version: 2 });
  const lead = await tokenOf(await personWith("lead", world.insurance), world.insurance);
  const executive = await tokenOf(await personWith("executive", world.insurance), world.insurance);
  expect(await twoApprovers(pair, world, [token, lead, executive])).toEqual({ won: 1, lost: 1, signed: 1 });
});

test("jobs handed to two instances are each run once, and a background process that is asked to stop ends", async () => {
  const lead = await personWith("lead", world.insurance);
  const { id } = await createSystem.execute(lead, { name: "Claims helpdesk", unitId: world.claims });
  const ran = await jobsRun(pair, token, id, 6);
  expect(ran).toEqual(ran.map(() => ({ state: "done", attempts: 1 })));
  worker.signal("SIGTERM");
  expect(await worker.ended).toBe(0);
});

test("a web server that is asked to stop under load says so first, answers everybody and ends", async () => {
  const { dropped, toldFirst, took, code, lost } = await stopUnderLoad(token, world.claims, 400);
  expect({ dropped, toldFirst, code, lost }).toEqual({
    ...{ dropped: [], toldFirst: true, code: 0 },
    lost: { lost: 0, unaudited: 0 },
  });
  expect(took).toBeLessThan(30_000);
});
