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

// ROUNDS and STOPS make it shorter or longer.

const limit = 1_000;
const rounds = Number(process.env["ROUNDS"] ?? 500);
const stops = Number(process.env["STOPS"] ?? 50);
const webs: Instance[] = [];
let pair: readonly [Instance, Instance];
let world: World;

beforeAll(async () => {
  await ensureBuilt();
  world = await createWorld();
  const settings = { API_REQUESTS_PER_MINUTE: String(limit) };
  for (let i = 0; i < 4; i += 1) webs.push(await startWeb(settings));
  const [one, other] = webs;
  if (!one || !other) throw new Error("There are no instances.");
  pair = [one, other];
}, 900_000);
afterAll(endInstances);

const someone = async (role: "lead" | "executive") =>
  tokenOf(await personWith(role, world.insurance), world.insurance);

test("1, 2 and 4 instances admit 95 to 105 of 100 requests within the limit, at 0.9, 1, 1.5 and 2 times the limit", async () => {
  const grid: Record<string, number> = {};
  for (const instances of [1, 2, 4])
    for (const load of [0.9, 1, 1.5, 2]) {
      const count = await admittedOfToken(webs.slice(0, instances), world, limit, load);
      const share = count / (Math.min(1, load) * limit);
      grid[`${instances} × ${load}`] = Math.round(share * 1_000) / 10;
      expect([instances, load, share >= 0.95, share <= 1.05]).toEqual([instances, load, true, true]);
    }
  const strangers = (await admittedOfStranger(webs, limit, 1.5)) / limit;
  expect([strangers >= 0.95, strangers <= 1.05]).toEqual([true, true]);
  console.log(
    `admitted in per cent: ${JSON.stringify({ ...grid, strangers: Math.round(strangers * 1_000) / 10 })}`,
  );
});

test.each(endings)(
  "when a %s ends on one instance, the other refuses within a second, 25 times",
  async (what) => {
    const times: number[] = [];
    for (let i = 0; i < 25; i += 1) times.push(await refusedAfter(what, pair, world));
    console.log(`${what}: at most ${Math.round(Math.max(...times))} ms`);
    expect(Math.max(...times)).toBeLessThan(1_000);
  },
);

test(`the same key sent to four instances at once has one effect, ${rounds} times`, async () => {
  let token = "";
  for (let round = 0; round < rounds; round += 1) {
    if (round % 50 === 0) token = await someone("lead");
    expect([round, await sameKey(webs, token, world.claims)]).toEqual([
      round,
      { statuses: [201], ids: 1, stored: 1 },
    ]);
  }
});

test(`of 20 writers on one record through two instances exactly one wins, ${rounds} times`, async () => {
  let token = "";
  for (let round = 0; round < rounds; round += 1) {
    if (round % 20 === 0) token = await someone("lead");
    expect([round, await writersOnOne(pair, token, world.claims)]).toEqual([
      round,
      { won: 1, lost: 19, version: 2 },
    ]);
  }
});

test(`of two approvers through two instances exactly one wins, ${rounds} times`, async () => {
  let tokens: readonly [string, string, string] = ["", "", ""];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 100 === 0)
      tokens = [await someone("lead"), await someone("lead"), await someone("executive")];
    expect([round, await twoApprovers(pair, world, tokens)]).toEqual([round, { won: 1, lost: 1, signed: 1 }]);
  }
});

test("60 jobs handed to four instances are each run once by two background processes", async () => {
  const workers = [startWorker(), startWorker()];
  const lead = await personWith("lead", world.insurance);
  const { id } = await createSystem.execute(lead, { name: "Claims helpdesk", unitId: world.claims });
  const ran = await jobsRun(webs, await tokenOf(lead, world.insurance), id, 60);
  expect(ran).toEqual(ran.map(() => ({ state: "done", attempts: 1 })));
  for (const worker of workers) worker.signal("SIGTERM");
  expect(await Promise.all(workers.map(({ ended }) => ended))).toEqual([0, 0]);
});

test(`a web server stopped under load drops nothing, ${stops} times`, async () => {
  const token = await someone("lead");
  let [answered, slowest] = [0, 0];
  for (let stop = 0; stop < stops; stop += 1) {
    const {
      took,
      answered: count,
      ...rest
    } = await stopUnderLoad(token, world.claims, 50 + ((stop * 137) % 1_500));
    expect([stop, rest]).toEqual([
      stop,
      { dropped: [], toldFirst: true, code: 0, lost: { lost: 0, unaudited: 0 } },
    ]);
    answered += count;
    slowest = Math.max(slowest, took);
  }
  expect(slowest).toBeLessThan(30_000);
  console.log(
    `${stops} stops: ${answered} requests answered, none dropped; at most ${Math.round(slowest)} ms to the end`,
  );
});
