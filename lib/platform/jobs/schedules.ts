import "server-only";
import type { PgBoss } from "pg-boss";
import { v7 } from "uuid";
import { systemActor } from "@/lib/platform/access/actor";
import { Interrupted, type Job, type Progress } from "@/lib/platform/jobs/job";
import { dueSchedules } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log/logger";

/** Makes the queue's schedules those of the registry, and runs each job when it is due, as the system itself. */
export async function keepSchedules(queue: PgBoss, jobs: readonly Job[], signal: AbortSignal): Promise<void> {
  for (const { name, key } of await queue.getSchedules(dueSchedules)) {
    if (!jobs.some((job) => job.name === key && job.schedule)) await queue.unschedule(name, key);
  }
  for (const { name, schedule } of jobs) {
    // What came due while no worker ran is done once when one starts.
    if (schedule)
      await queue.schedule(
        dueSchedules,
        schedule,
        { name },
        { key: name, singletonKey: name, missed: "once" },
      );
  }
  await queue.work<{ name: string }>(dueSchedules, { pollingIntervalSeconds: 5 }, async (messages) => {
    for (const { data } of messages) await runDue(jobs, data.name, signal);
  });
}

async function runDue(jobs: readonly Job[], name: string, signal: AbortSignal): Promise<void> {
  const requestId = v7();
  const job = jobs.find((candidate) => candidate.name === name);
  if (!job) return;
  const progress: Progress = {
    async report() {
      if (signal.aborted) throw new Interrupted();
    },
  };
  try {
    const result = await job.run(systemActor(`job: ${name}`, requestId), {}, progress);
    logger().info({ requestId, job: name, result }, "scheduled job");
  } catch (error) {
    // It is due again at its next time; what it did before it failed stands in its own transactions.
    logger().error({ requestId, job: name, err: error }, "scheduled job failed");
  }
}
