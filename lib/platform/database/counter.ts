import "server-only";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { counterPool } from "@/lib/platform/database/client";
import { RateLimited } from "@/lib/platform/errors/public-error";

// The development server loads modules again on each change; the counters must outlive that.
const kept = globalThis as { plumblineCounters?: { pool: unknown; made: Map<string, RateLimiterPostgres> } };

/**
 * Returns the counter of this name, of so many points within so many seconds for each key. Its counts are in the database, so
 * that every instance counts together, and outside of any transaction, so that what is rolled back stays counted.
 */
export function counter(keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
  const pool = counterPool();
  if (kept.plumblineCounters?.pool !== pool) kept.plumblineCounters = { pool, made: new Map() };
  const { made } = kept.plumblineCounters;
  const name = `${keyPrefix} ${points} ${duration}`;
  const known = made.get(name);
  if (known) return known;
  const place = { storeType: "pool", schemaName: "limits", tableName: "counters", tableCreated: true };
  const limiter = new RateLimiterPostgres({ storeClient: pool, ...place, keyPrefix, points, duration });
  made.set(name, limiter);
  return limiter;
}

/** Returns what a counter says; throws RateLimited with the whole seconds to wait, in these words, when it refuses. */
export async function orWait<T>(counting: Promise<T>, words?: (seconds: number) => string): Promise<T> {
  try {
    return await counting;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const seconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000));
    throw new RateLimited(seconds, words?.(seconds));
  }
}
