import "server-only";
import type { Job } from "@/lib/platform/jobs/job";
import { onWaitingJob, openQueue } from "@/lib/platform/jobs/queue";
import { recoverJobs } from "@/lib/platform/jobs/recover-jobs";
import { runJob } from "@/lib/platform/jobs/run-job";
import { keepSchedules } from "@/lib/platform/jobs/schedules";
import { logger } from "@/lib/platform/log/logger";

export interface Worker {
  /** Lets running jobs stop at their next step, puts them back into the queue, and closes it. */
  stop(): Promise<void>;
}

/** Jobs that one process runs at the same time. */
const atOnce = 2;
const recoveryPause = 10_000;
/** Milliseconds that a stop waits for running jobs. */
const farewell = 10_000;

/** Starts to run waiting jobs and those that are due by their schedule, until it is stopped. */
export async function startWorker(jobs: readonly Job[]): Promise<Worker> {
  const stopping = new AbortController();
  const queue = await openQueue({ max: 4, useListenNotify: true });
  await onWaitingJob(queue, atOnce, async (jobId) => {
    const ending = await runJob(jobs, jobId, stopping.signal);
    logger().info({ jobId, ending }, "job");
  });
  await keepSchedules(queue, jobs, stopping.signal);
  const recover = () =>
    recoverJobs().catch((error: unknown) => logger().warn({ err: error }, "jobs could not be recovered"));
  await recover();
  const timer = setInterval(recover, recoveryPause);
  return {
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await queue.stop({ graceful: true, timeout: farewell });
    },
  };
}
