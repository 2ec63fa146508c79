import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { startEmbedded } from "@/lib/platform/database/embedded";
import { readState } from "@/lib/platform/database/embedded/place";
import { migrate } from "@/lib/platform/database/migrate";
import { runtimePassword } from "@/lib/platform/settings/settings";
import { ask, bearer, pushReport } from "@/tests/support/across-instances";
import {
  endInstances,
  ensureBuilt,
  type Instance,
  startWeb,
  startWorker,
  untilReady,
} from "@/tests/support/instances";
import { lostAndUnaudited } from "@/tests/support/kill";
import { randomFrom } from "@/tests/support/random-from";
import { asOwner, testSecret } from "@/tests/support/test-database";
import { createWorld, personWith, tokenOf } from "@/tests/support/world";

// KILLS makes it shorter or longer; SEED repeats a run. The database is one of its own, as durable as in production.

const kills = Number(process.env["KILLS"] ?? 250);
const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000_000);
const recovery = 30_000;
const folder = mkdtempSync(path.join(tmpdir(), "plumbline-kills-"));
const directory = path.join(folder, "database");
const random = randomFrom(seed);
let server: Awaited<ReturnType<typeof startEmbedded>>;
let webs: Instance[] = [];
let worker: Instance;

beforeAll(async () => {
  await ensureBuilt();
  mkdirSync(directory);
  server = await startEmbedded({ directory });
  await migrate({ url: server.url, appPassword: runtimePassword(testSecret) });
  process.env["DATABASE_URL"] = server.url;
  webs = [await startWeb(), await startWeb()];
  worker = startWorker();
}, 900_000);
afterAll(async () => {
  await endInstances();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Each kind of process, killed without warning and started again. */
const victims: Record<string, () => Promise<unknown>> = {
  async "web server"() {
    const at = random(webs.length);
    const victim = webs[at];
    if (!victim) return;
    victim.signal("SIGKILL");
    await victim.ended;
    webs[at] = await startWeb({}, Number(new URL(victim.url).port));
  },
  async worker() {
    worker.signal("SIGKILL");
    await worker.ended;
    worker = startWorker();
  },
  async database() {
    const { elsewhere } = await readState(directory);
    const file = path.join(elsewhere ?? directory, "postgres/postmaster.pid");
    process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGKILL");
    const deadline = Date.now() + recovery;
    // Its own children need a moment to notice.
    while (
      !(await startEmbedded({ directory }).then(
        () => true,
        () => false,
      ))
    ) {
      if (Date.now() > deadline) throw new Error("The database did not start again.");
      await sleep(100);
    }
  },
};

/** Asks the database again while it is still on its way back. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 20) throw error;
      await sleep(250);
    }
  }
}

test(`${kills} kills of web servers, worker and database under load lose no acknowledged write`, async () => {
  const { verifyAudit } = await import("@/lib/platform/audit/verify");
  const world = await createWorld();
  const lead = await personWith("lead", world.insurance);
  const token = await tokenOf(lead, world.insurance);
  const { id: systemId } = await createSystem.execute(lead, {
    name: "Claims helpdesk",
    unitId: world.claims,
  });
  let acknowledged: string[] = [];
  let [on, written, refused] = [true, 0, 0];
  const jobs: string[] = [];
  const writer = async (i: number) => {
    while (on) {
      const web = webs[i % webs.length] ?? worker;
      const body = { title: `Under fire ${randomUUID()}`, category: "security", unitId: world.claims };
      const answer = await ask(web, "POST", "/risks", bearer(token), body).catch(() => null);
      if (answer?.status === 201) acknowledged.push(String(answer.body["id"]));
      else refused += 1;
      if (answer?.status !== 201) await sleep(50);
    }
  };
  const writers = Promise.all([0, 1, 2, 3].map(writer));
  const counted: Record<string, { kills: number; slowest: number }> = {};
  for (let round = 0; round < kills; round += 1) {
    const names = Object.keys(victims);
    const name = names[random(names.length)] ?? "worker";
    if (round % 5 === 0)
      await pushReport(webs[0] ?? worker, token, systemId, round).then(
        (id) => jobs.push(id),
        () => undefined,
      );
    await sleep(20 + random(800));
    const begun = Date.now();
    await victims[name]?.();
    for (const web of webs) await untilReady(web, recovery);
    const took = Date.now() - begun;
    const { kills: before, slowest } = counted[name] ?? { kills: 0, slowest: 0 };
    counted[name] = { kills: before + 1, slowest: Math.max(slowest, took) };
    expect([seed, round, name, took < recovery]).toEqual([seed, round, name, true]);
    const since = acknowledged;
    acknowledged = [];
    written += since.length;
    expect([round, name, await persistently(() => lostAndUnaudited(since))]).toEqual([
      round,
      name,
      { lost: 0, unaudited: 0 },
    ]);
    if (round % 25 === 24) expect((await persistently(verifyAudit)).problem).toBeNull();
  }
  on = false;
  await writers;
  written += acknowledged.length;
  expect(await persistently(() => lostAndUnaudited(acknowledged))).toEqual({ lost: 0, unaudited: 0 });
  const { problem, entries } = await persistently(verifyAudit);
  expect(problem).toBeNull();
  const ended = await jobsEnded(jobs);
  console.log(`seed ${seed}: ${JSON.stringify({ written, refused, entries, jobs: ended, counted })}`);
}, 10_800_000);

/** Waits for the jobs of these imports; returns how many ended in each state. */
async function jobsEnded(imports: readonly string[]): Promise<Record<string, number>> {
  const sql = `select j.state from test_imports i left join job_runs j on j.id = i."jobId" where i.id = any($1::uuid[])`;
  const deadline = Date.now() + 180_000;
  for (;;) {
    const states = await asOwner(async (client) =>
      (await client.query(sql, [imports])).rows.map(({ state }) => String(state)),
    );
    if (!states.some((state) => state === "queued" || state === "running")) {
      expect(states.length).toBe(imports.length);
      const counted: Record<string, number> = {};
      for (const state of states) counted[state] = (counted[state] ?? 0) + 1;
      return counted;
    }
    if (Date.now() > deadline) throw new Error(`Jobs still wait: ${JSON.stringify(states)}`);
    await sleep(500);
  }
}
