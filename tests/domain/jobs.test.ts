import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import type { Actor } from "@/lib/platform/access/actor";
import { unchanged } from "@/lib/platform/audit/change";
import { Invalid } from "@/lib/platform/errors/public-error";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { cancelJob } from "@/lib/platform/jobs/commands";
import type { Job } from "@/lib/platform/jobs/job";
import { getJob } from "@/lib/platform/jobs/queries";
import { closeSender, dueSchedules, openQueue } from "@/lib/platform/jobs/queue";
import { recoverJobs } from "@/lib/platform/jobs/recover-jobs";
import { runJob } from "@/lib/platform/jobs/run-job";
import { startJob } from "@/lib/platform/jobs/start-job";
import { startWorker, type Worker } from "@/lib/platform/jobs/worker";
import { command } from "@/lib/platform/operation/operation";
import { asOwner } from "@/tests/support/test-database";
import { createWorld, personWith, type World } from "@/tests/support/world";

let world: World;
let person: Actor;
let worker: Worker | undefined;

beforeAll(async () => {
  world = await createWorld();
  person = await personWith("lead", world.insurance);
});
afterEach(async () => {
  await worker?.stop();
  worker = undefined;
});
afterAll(closeSender);

const begin = command({
  name: "test.begin",
  summary: "Start a job",
  permission: jobsOwn,
  input: z.strictObject({ kind: z.string(), unitId: z.string(), fails: z.boolean().default(false) }),
  run: async (context, { kind, unitId, fails }) => {
    const id = await startJob(context, { kind, unitId, input: { by: context.actor.name } });
    if (fails) throw new Invalid("Refused after all.");
    return unchanged(id);
  },
});

const start = (kind: string) => begin.execute(person, { kind, unitId: world.claims });
const state = async (id: string) => (await getJob.execute(person, { id })).state;
const never = new AbortController().signal;

const counts: Job = {
  name: "counts",
  async run(actor, input, progress) {
    for (let i = 0; i <= 3; i += 1) await progress.report(i, 3, "Counting");
    return { for: actor.name, input };
  },
};

/** A job that goes on until somebody stops it. */
const goesOn: Job = {
  name: "goes on",
  async run(_actor, _input, progress) {
    for (let i = 0; ; i += 1) {
      await progress.report(i, 1_000_000);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  },
};

async function until(id: string, wanted: string): Promise<void> {
  await expect.poll(() => state(id), { timeout: 45_000, interval: 50 }).toBe(wanted);
}

describe("a job", () => {
  test("is run by the worker as the person who started it, and its result stays findable", async () => {
    worker = await startWorker([counts]);
    const id = await start("counts");
    await until(id, "done");
    const job = await getJob.execute(person, { id });
    expect(job).toMatchObject({
      done: 3,
      total: 3,
      result: { for: person.name, input: { by: person.name } },
    });
  });

  test("is not started when the command that wanted it is refused", async () => {
    const jobs = () =>
      asOwner((client) => client.query("select count(*)::int as n from pgboss.job where data ? 'jobId'"));
    const before = (await jobs()).rows[0]?.n;
    await expect(
      begin.execute(person, { kind: "counts", unitId: world.claims, fails: true }),
    ).rejects.toThrow("Refused");
    expect((await jobs()).rows[0]?.n).toBe(before);
  });

  test("that fails says why in words, and an unexpected fault gives only its number", async () => {
    const known: Job = { name: "known", run: () => Promise.reject(new Invalid("The file has no headings.")) };
    const fault: Job = { name: "fault", run: () => Promise.reject(new Error("secret detail")) };
    const [one, two] = [await start("known"), await start("fault")];
    await runJob([known, fault], one, never);
    await runJob([known, fault], two, never);
    expect(await getJob.execute(person, { id: one })).toMatchObject({
      state: "failed",
      message: "The file has no headings.",
    });
    const { message } = await getJob.execute(person, { id: two });
    expect(message).toContain(two);
    expect(message).not.toContain("secret");
  });

  test("that waits is cancelled at once, and one that runs at its next step", async () => {
    const waiting = await start("goes on");
    expect(await cancelJob.execute(person, { id: waiting })).toMatchObject({ state: "cancelled" });
    worker = await startWorker([goesOn]);
    const running = await start("goes on");
    await until(running, "running");
    await cancelJob.execute(person, { id: running });
    await until(running, "cancelled");
    await expect(cancelJob.execute(person, { id: running })).rejects.toThrow("ended already");
  });

  test("goes back into the queue when its process stops, and another process finishes it", async () => {
    worker = await startWorker([goesOn]);
    const id = await start("goes on");
    await until(id, "running");
    await worker.stop();
    expect(await state(id)).toBe("queued");
    worker = await startWorker([{ ...counts, name: "goes on" }]);
    await until(id, "done");
  });

  test("whose process was killed begins again, and after three times is shown as failed", async () => {
    const id = await start("goes on");
    const kill = () =>
      asOwner((client) =>
        client.query(
          `update job_runs set state = 'running', attempts = attempts + 1, "leaseUntil" = now() - interval '1 second' where id = $1`,
          [id],
        ),
      );
    for (let attempt = 1; attempt < 3; attempt += 1) {
      await kill();
      expect(await getJob.execute(person, { id })).toMatchObject({
        state: "queued",
        message: expect.stringContaining("Interrupted"),
      });
      await recoverJobs();
      expect(await state(id)).toBe("queued");
    }
    await kill();
    await recoverJobs();
    expect(await getJob.execute(person, { id })).toMatchObject({
      state: "failed",
      message: expect.stringContaining("three times"),
    });
  });

  test("is run by one process only, however many are told of it", async () => {
    const id = await start("counts");
    const endings = await Promise.all([1, 2, 3].map(() => runJob([counts], id, never)));
    expect(endings.toSorted()).toEqual(["done", "elsewhere", "elsewhere"]);
  });

  test("acts with the rights its starter holds now, and not at all for somebody disabled", async () => {
    const rights: Job = {
      name: "rights",
      run: async (actor) => ({ roles: actor.grants.map((grant) => grant.role) }),
    };
    const leaver = await personWith("lead", world.claims);
    const [one, two] = [
      await begin.execute(leaver, { kind: "rights", unitId: world.claims }),
      await begin.execute(leaver, { kind: "rights", unitId: world.claims }),
    ];
    await asOwner((client) =>
      client.query(`update grants set role = 'reader' where "personId" = $1`, [leaver.personId]),
    );
    await runJob([rights], one, never);
    expect(await getJob.execute(leaver, { id: one })).toMatchObject({ result: { roles: ["reader"] } });
    await asOwner((client) =>
      client.query(`update people set status = 'disabled' where id = $1`, [leaver.personId]),
    );
    await runJob([rights], two, never);
    expect(await getJob.execute(leaver, { id: two })).toMatchObject({
      state: "failed",
      message: "Whoever started this may no longer sign in, so nothing was done.",
    });
  });

  test("is nobody else's to see or to cancel", async () => {
    const id = await start("counts");
    const colleague = await personWith("administrator", world.root);
    await expect(getJob.execute(colleague, { id })).rejects.toThrow("no such record");
    await expect(cancelJob.execute(colleague, { id })).rejects.toThrow("no such record");
  });
});

test("a scheduled job is run by the system when it is due, and its schedule goes when the job does", async () => {
  const seen: string[] = [];
  const hourly: Job = {
    name: "hourly",
    schedule: "0 * * * *",
    run: async (actor) => ({ n: seen.push(actor.name) }),
  };
  const schedules = () => asOwner((client) => client.query("select name, key, cron from pgboss.schedule"));
  worker = await startWorker([hourly]);
  expect((await schedules()).rows).toEqual([{ name: "schedules", key: "hourly", cron: "0 * * * *" }]);
  const queue = await openQueue({ max: 1, supervise: false, schedule: false });
  await queue.send(dueSchedules, { name: "hourly" });
  await queue.stop();
  await expect.poll(() => seen, { timeout: 45_000 }).toEqual(["job: hourly"]);
  await worker.stop();
  worker = await startWorker([]);
  expect((await schedules()).rowCount).toBe(0);
});
