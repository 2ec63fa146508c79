import "server-only";
import { createHash } from "node:crypto";
import { RateLimiterRes } from "rate-limiter-flexible";
import { counter } from "@/lib/platform/database/counter";
import { RateLimited } from "@/lib/platform/errors/public-error";

/** Requests that one link may send in a minute. */
const perMinute = 300;

/** Counts a request that comes by a link, whatever becomes of it; throws RateLimited past the limit of one link. */
export async function admitRespondent(key: string): Promise<void> {
  try {
    await counter("respondents", perMinute, 60).consume(createHash("sha256").update(key).digest("base64url"));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new RateLimited(Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000)));
  }
}
