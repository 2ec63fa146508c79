import "server-only";
import { asQueue, mostAttempts } from "@/lib/platform/jobs/job-row";
import { announceJob } from "@/lib/platform/jobs/queue";

/** A job that waits longer than this has lost its message: the process that took it was killed before it began. */
const patience = 20_000;

const givenUp =
  "The work was interrupted three times, so it was given up. Nothing of it was kept; start it again, and tell your administrator if it happens again.";

/**
 * Puts every job whose process was killed back into the queue, or ends it as failed when that happened too often, so
 * that no job is shown as running for ever.
 */
export async function recoverJobs(): Promise<void> {
  await asQueue(async (tx) => {
    const now = new Date();
    const abandoned = { state: "running", leaseUntil: { lt: now } };
    await tx.jobRun.updateMany({
      where: { ...abandoned, attempts: { gte: mostAttempts } },
      data: { state: "failed", message: givenUp, endedAt: now, leaseUntil: null },
    });
    await tx.jobRun.updateMany({ where: abandoned, data: { state: "queued", leaseUntil: null, done: 0 } });
    const waiting = await tx.jobRun.findMany({
      where: { state: "queued", createdAt: { lt: new Date(now.getTime() - patience) } },
      orderBy: { createdAt: "asc" },
      take: 100,
      select: { id: true },
    });
    for (const { id } of waiting) await announceJob(id);
  });
}
