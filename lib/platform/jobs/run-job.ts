import "server-only";
import { personActor } from "@/lib/platform/auth/authenticate";
import type { Prisma } from "@/lib/platform/database/generated/client";
import { Forbidden, PublicError } from "@/lib/platform/errors/public-error";
import { Cancelled, Interrupted, type Job } from "@/lib/platform/jobs/job";
import { JobProgress } from "@/lib/platform/jobs/job-progress";
import { asQueue, leaseEnd, mostAttempts } from "@/lib/platform/jobs/job-row";
import { announceJob } from "@/lib/platform/jobs/queue";
import { logger } from "@/lib/platform/log/logger";

/** What became of a job that was asked to run: "elsewhere" when another process has it or it has ended already. */
export type Ending = "done" | "failed" | "cancelled" | "interrupted" | "elsewhere";

interface Claimed {
  id: string;
  kind: string;
  input: unknown;
  createdById: string;
  tokenId: string | null;
}

/** Runs a waiting job as the person who started it, with the rights they hold now, and writes down how it ended. */
export async function runJob(jobs: readonly Job[], jobId: string, signal: AbortSignal): Promise<Ending> {
  const claimed = await claim(jobId);
  if (!claimed) return "elsewhere";
  const progress = new JobProgress(jobId, signal);
  try {
    const result = await perform(jobs, claimed, progress);
    await end(jobId, "done", null, JSON.parse(JSON.stringify(result)) as Prisma.InputJsonObject);
    return "done";
  } catch (error) {
    return await endWith(error, jobId);
  } finally {
    progress.close();
  }
}

async function perform(jobs: readonly Job[], run: Claimed, progress: JobProgress): Promise<object> {
  const job = jobs.find(({ name }) => name === run.kind);
  if (!job) throw new Error(`No job is named ${run.kind}.`);
  const actor = await personActor(run.createdById, run.tokenId, run.id);
  if (!actor) throw new Forbidden("Whoever started this may no longer sign in, so nothing was done.");
  return job.run(actor, run.input, progress);
}

// Conditional, so that of two processes only one gets the job.
async function claim(jobId: string): Promise<Claimed | null> {
  const [row] = await asQueue((tx) =>
    tx.jobRun.updateManyAndReturn({
      where: { id: jobId, state: "queued", attempts: { lt: mostAttempts } },
      data: { state: "running", attempts: { increment: 1 }, leaseUntil: leaseEnd(), startedAt: new Date() },
      select: { id: true, kind: true, input: true, createdById: true, tokenId: true },
    }),
  );
  return row ?? null;
}

async function endWith(error: unknown, jobId: string): Promise<Ending> {
  if (error instanceof Interrupted) {
    await waitAgain(jobId);
    return "interrupted";
  }
  if (error instanceof Cancelled) {
    await end(jobId, "cancelled", "Cancelled. Nothing was changed.");
    return "cancelled";
  }
  if (error instanceof PublicError) {
    await end(jobId, "failed", error.message);
    return "failed";
  }
  logger().error({ requestId: jobId, err: error }, "a job failed unexpectedly");
  await end(
    jobId,
    "failed",
    `Something went wrong on our side. Tell your administrator this number: ${jobId}.`,
  );
  return "failed";
}

async function end(
  jobId: string,
  state: string,
  message: string | null,
  result?: Prisma.InputJsonObject,
): Promise<void> {
  const ended = { state, message, endedAt: new Date(), leaseUntil: null };
  await asQueue((tx) =>
    tx.jobRun.updateMany({
      where: { id: jobId, state: "running" },
      data: result === undefined ? ended : { ...ended, result },
    }),
  );
}

// A stop of the process is not the job's fault and does not count as an attempt.
async function waitAgain(jobId: string): Promise<void> {
  await asQueue(async (tx) => {
    await tx.jobRun.updateMany({
      where: { id: jobId, state: "running" },
      data: { state: "queued", attempts: { decrement: 1 }, leaseUntil: null, done: 0 },
    });
    await announceJob(jobId);
  });
}
