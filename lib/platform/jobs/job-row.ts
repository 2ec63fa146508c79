import "server-only";
import { type Transaction, transact } from "@/lib/platform/database/client";

/** What a row of job_runs can say about its job. */
export const jobStates = ["queued", "running", "done", "failed", "cancelled"] as const;

/** How long a process speaks for a job that it runs; renewed long before. */
export const leaseSeconds = 30;

/** Times a job is begun before it is given up. */
export const mostAttempts = 3;

/** Returns the end of a lease that begins now. */
export function leaseEnd(): Date {
  return new Date(Date.now() + leaseSeconds * 1_000);
}

/** Runs a short transaction on the rows of jobs as the system itself; progress must be seen while the job's own work is not. */
export function asQueue<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return transact({ units: "all", writable: "all", actor: "system", secrets: false }, work);
}
