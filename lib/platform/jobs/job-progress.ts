import "server-only";
import { Cancelled, Interrupted, type Progress } from "@/lib/platform/jobs/job";
import { asQueue, leaseEnd, leaseSeconds } from "@/lib/platform/jobs/job-row";
import { logger } from "@/lib/platform/log/logger";

/** Milliseconds between two writes of the progress; a page asks about once a second. */
const pause = 400;

/** Writes the progress of one running job, renews its lease, and hears of a wish to cancel. */
export class JobProgress implements Progress {
  readonly #jobId: string;
  readonly #signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  #writtenAt = 0;
  #stopped: Cancelled | null = null;

  constructor(jobId: string, signal: AbortSignal) {
    this.#jobId = jobId;
    this.#signal = signal;
    this.#timer = setInterval(() => this.#write({}).catch(notReachable), (leaseSeconds * 1_000) / 6);
  }

  async report(done: number, total: number, message?: string): Promise<void> {
    if (this.#signal.aborted) throw new Interrupted();
    if (this.#stopped) throw this.#stopped;
    if (Date.now() - this.#writtenAt < pause && done < total) return;
    this.#writtenAt = Date.now();
    await this.#write({ done, total, ...(message === undefined ? {} : { message }) });
    if (this.#stopped) throw this.#stopped;
  }

  /** Ends the renewal of the lease. */
  close(): void {
    clearInterval(this.#timer);
  }

  async #write(facts: { done?: number; total?: number; message?: string }): Promise<void> {
    const [row] = await asQueue((tx) =>
      tx.jobRun.updateManyAndReturn({
        where: { id: this.#jobId, state: "running" },
        data: { ...facts, leaseUntil: leaseEnd() },
        select: { cancelRequested: true },
      }),
    );
    if (row?.cancelRequested) this.#stopped = new Cancelled();
  }
}

function notReachable(error: unknown): void {
  logger().warn({ err: error }, "the lease of a job could not be renewed");
}
