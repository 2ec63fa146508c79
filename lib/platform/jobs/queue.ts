import "server-only";
import { type ConstructorOptions, type Db, PgBoss } from "pg-boss";
import { queueSchema } from "@/lib/platform/database/queue-schema";
import { currentConnection } from "@/lib/platform/database/scope";
import { logger } from "@/lib/platform/log/logger";
import { runtimeDatabaseUrl } from "@/lib/platform/settings/settings";

/** Messages that a job waits; what the job is, and how far, stands in its row alone. */
const waitingJobs = "jobs";

/** Messages that a scheduled job is due. */
export const dueSchedules = "schedules";

const hours = 60 * 60;

/** Opens the queue with connections of its own and makes sure that both of its lists are there. */
export async function openQueue(options: ConstructorOptions): Promise<PgBoss> {
  const queue = new PgBoss({
    connectionString: runtimeDatabaseUrl(),
    schema: queueSchema,
    application_name: "plumbline queue",
    // The runtime role owns nothing: tables and indexes are the migration command's.
    migrate: false,
    createSchema: false,
    reindex: false,
    ...options,
  });
  queue.on("error", (error) => logger().warn({ err: error }, "job queue"));
  await queue.start();
  // One message per job at most; the row decides who runs it, so a message is never tried again by the queue itself.
  const message = { retryLimit: 0, expireInSeconds: 23 * hours, deleteAfterSeconds: 24 * hours };
  await queue.createQueue(waitingJobs, { ...message, policy: "short", notify: true });
  await queue.createQueue(dueSchedules, { ...message, policy: "short" });
  return queue;
}

// The development server loads modules again on each change; the sender must outlive that.
const kept = globalThis as { plumblineSender?: Promise<PgBoss> };

/** Puts the job's message into the queue in the transaction that is running: both are there, or neither. */
export async function announceJob(jobId: string): Promise<void> {
  kept.plumblineSender ??= openQueue({ max: 1, supervise: false, schedule: false });
  const sender = await kept.plumblineSender.catch((error: unknown) => {
    delete kept.plumblineSender;
    throw error;
  });
  const connection = currentConnection();
  const db: Db = { executeSql: (text, values) => connection.query(text, values ?? []) };
  await sender.send(waitingJobs, { jobId }, { singletonKey: jobId, db });
}

/** Closes the sender; used by the command line, the worker and the tests when they end. */
export async function closeSender(): Promise<void> {
  const open = kept.plumblineSender;
  delete kept.plumblineSender;
  await (await open)?.stop({ graceful: false });
}

/** Calls the handler for each waiting job, at most so many at a time. */
export async function onWaitingJob(
  queue: PgBoss,
  atOnce: number,
  handle: (jobId: string) => Promise<void>,
): Promise<void> {
  const options = { localConcurrency: atOnce, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 5 };
  await queue.work<{ jobId: string }>(waitingJobs, options, async (messages) => {
    for (const { data } of messages) await handle(data.jobId);
  });
}
