import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/lib/cli/runtime/free-port";
import { createSystem } from "@/lib/domain/inventory/systems/commands";
import { startEmbedded } from "@/lib/platform/database/embedded";
import { readState } from "@/lib/platform/database/embedded/place";
import { migrate } from "@/lib/platform/database/migrate";
import { runtimePassword } from "@/lib/platform/settings/settings";
import { ask, bearer, pushReport } from "@/tests/support/across-instances";
import { type Instance, startWeb, startWorker, untilReady } from "@/tests/support/instances";
import { lostAndUnaudited } from "@/tests/support/kill";
import { randomFrom } from "@/tests/support/random-from";
import { asOwner, testSecret } from "@/tests/support/test-database";
import { createWorld, personWith, tokenOf } from "@/tests/support/world";

/** Two web servers, a background process and a database of their own, as durable as in production. */
export interface Installation {
  webs: Instance[];
  worker: Instance;
  database: { directory: string; port: number };
  stop(): Promise<void>;
}

/** How long whatever was killed may take until everything is ready again, in milliseconds. */
const recovery = 30_000;

/** Starts them on an empty, migrated database; from then on this process connects to it, too. */
export async function startInstallation(): Promise<Installation> {
  const folder = mkdtempSync(path.join(tmpdir(), "plumbline-kills-"));
  const directory = path.join(folder, "database");
  mkdirSync(directory);
  // Below those that the system gives away: while the database is gone, no connection of another process takes its port.
  const database = { directory, port: await freePort(20_000 + (process.pid % 10_000)) };
  const server = await startEmbedded(database);
  await migrate({ url: server.url, appPassword: runtimePassword(testSecret) });
  process.env["DATABASE_URL"] = server.url;
  const webs = [await startWeb(), await startWeb()];
  return {
    ...{ webs, database, worker: startWorker() },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Random = ReturnType<typeof randomFrom>;

/** Each kind of process, killed without warning and started again. */
const victims: Record<string, (installation: Installation, random: Random) => Promise<unknown>> = {
  async "web server"({ webs }, random) {
    const at = random(webs.length);
    const victim = webs[at];
    if (!victim) return;
    victim.signal("SIGKILL");
    await victim.ended;
    webs[at] = await startWeb({}, Number(new URL(victim.url).port));
  },
  async worker(installation) {
    installation.worker.signal("SIGKILL");
    await installation.worker.ended;
    installation.worker = startWorker();
  },
  async database({ database }) {
    const { directory } = database;
    const { elsewhere } = await readState(directory);
    const file = path.join(elsewhere ?? directory, "postgres/postmaster.pid");
    process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGKILL");
    const deadline = Date.now() + recovery;
    // Its own children need a moment to notice.
    while (
      !(await startEmbedded(database).then(
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

/** What came of killing: what went wrong in words, how much was written and refused, how jobs ended, and the longest way back of each kind in milliseconds. */
export interface Kills {
  problems: string[];
  written: number;
  refused: number;
  entries: number;
  jobs: Record<string, number>;
  counted: Record<string, { kills: number; slowest: number }>;
}

/** Kills a process of the installation so many times, at moments that follow from the seed, while four clients write and reports are handed in. */
export async function killUnderLoad(installation: Installation, kills: number, seed: number): Promise<Kills> {
  const { verifyAudit } = await import("@/lib/platform/audit/verify");
  const { webs } = installation;
  const random = randomFrom(seed);
  const problems: string[] = [];
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
      const web = webs[i % webs.length] ?? installation.worker;
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
      await pushReport(webs[0] ?? installation.worker, token, systemId, round).then(
        (id) => jobs.push(id),
        () => undefined,
      );
    await sleep(20 + random(800));
    const begun = Date.now();
    await victims[name]?.(installation, random);
    for (const web of webs) await untilReady(web, recovery);
    const took = Date.now() - begun;
    const { kills: before, slowest } = counted[name] ?? { kills: 0, slowest: 0 };
    counted[name] = { kills: before + 1, slowest: Math.max(slowest, took) };
    if (took >= recovery) problems.push(`${round}: ready ${took} ms after the ${name} was killed`);
    const since = acknowledged;
    acknowledged = [];
    written += since.length;
    const missing = await persistently(() => lostAndUnaudited(since));
    if (missing.lost + missing.unaudited > 0) problems.push(`${round}: ${name}: ${JSON.stringify(missing)}`);
    const chain = round % 25 === 24 ? (await persistently(verifyAudit)).problem : null;
    if (chain) problems.push(`${round}: ${chain.what}`);
    if (round % 25 === 24) console.log(JSON.stringify({ round, written, refused, counted, problems }));
  }
  on = false;
  await writers;
  written += acknowledged.length;
  const missing = await persistently(() => lostAndUnaudited(acknowledged));
  if (missing.lost + missing.unaudited > 0) problems.push(`at the end: ${JSON.stringify(missing)}`);
  const { problem, entries } = await persistently(verifyAudit);
  if (problem) problems.push(problem.what);
  return { problems, written, refused, entries, jobs: await jobsEnded(jobs), counted };
}

/** Waits for the jobs of these imports; returns how many ended in each state. */
async function jobsEnded(imports: readonly string[]): Promise<Record<string, number>> {
  const sql = `select j.state from test_imports i left join job_runs j on j.id = i."jobId" where i.id = any($1::uuid[])`;
  const deadline = Date.now() + 180_000;
  for (;;) {
    const states = await asOwner(async (client) =>
      (await client.query(sql, [imports])).rows.map(({ state }) => String(state)),
    );
    if (!states.some((state) => state === "queued" || state === "running")) {
      if (states.length !== imports.length) throw new Error("An import that was acknowledged is not there.");
      const counted: Record<string, number> = {};
      for (const state of states) counted[state] = (counted[state] ?? 0) + 1;
      return counted;
    }
    if (Date.now() > deadline) throw new Error(`Jobs still wait: ${JSON.stringify(states)}`);
    await sleep(500);
  }
}
