import "server-only";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { connectionPool } from "@/lib/platform/database/client";
import { RateLimited } from "@/lib/platform/errors/public-error";

interface Limit {
  /** Begins the keys of this limit among those of all others. */
  name: string;
  points: number;
  seconds: number;
  /** Whoever is past the limit is refused by this process alone until the time is over, without asking the database again. */
  remembersRefusals?: boolean;
}

/**
 * Returns what gives the counter of a limit. Counts are in the database, so that every process of the installation counts
 * together.
 */
export function sharedLimiter({
  name,
  points,
  seconds,
  remembersRefusals,
}: Limit): () => RateLimiterPostgres {
  let made: { pool: unknown; limiter: RateLimiterPostgres } | undefined;
  return () => {
    const pool = connectionPool();
    if (made?.pool !== pool) {
      const limiter = new RateLimiterPostgres({
        storeClient: pool,
        storeType: "pool",
        schemaName: "limits",
        tableName: "counters",
        tableCreated: true,
        keyPrefix: name,
        points,
        duration: seconds,
        ...(remembersRefusals ? { inMemoryBlockOnConsumed: points + 1 } : {}),
      });
      made = { pool, limiter };
    }
    return made.limiter;
  };
}

/** Returns what a counter says; throws RateLimited with the whole seconds to wait, and these words, when it refuses. */
export async function orWait<T>(counting: Promise<T>, words?: (seconds: number) => string): Promise<T> {
  try {
    return await counting;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    throw new RateLimited(seconds, words?.(seconds));
  }
}
