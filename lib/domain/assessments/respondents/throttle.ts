import "server-only";
import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { connectionPool } from "@/lib/platform/database/client";
import { RateLimited } from "@/lib/platform/errors/public-error";

/** Requests that one link may send in a minute. */
const perMinute = 300;

const kept = globalThis as { plumblineRespondents?: { pool: unknown; limiter: RateLimiterPostgres } };

/** Counts a request that comes by a link, whatever becomes of it; throws RateLimited past the limit of one link. */
export async function admitRespondent(key: string): Promise<void> {
  try {
    await limiter().consume(createHash("sha256").update(key).digest("base64url"));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new RateLimited(Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)));
  }
}

function limiter(): RateLimiterPostgres {
  const pool = connectionPool();
  if (kept.plumblineRespondents?.pool !== pool) {
    const place = { storeType: "pool", schemaName: "limits", tableName: "counters", tableCreated: true };
    const limits = { keyPrefix: "respondents", points: perMinute, duration: 60 };
    kept.plumblineRespondents = {
      pool,
      limiter: new RateLimiterPostgres({ storeClient: pool, ...place, ...limits }),
    };
  }
  return kept.plumblineRespondents.limiter;
}
