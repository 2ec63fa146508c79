import "server-only";
import { createHash } from "node:crypto";
import { counter, orWait } from "@/lib/platform/database/counter";

/** Requests that one link may send in a minute. */
const perMinute = 300;

/** Counts a request that comes by a link, whatever becomes of it; throws RateLimited past the limit of one link. */
export async function admitRespondent(key: string): Promise<void> {
  const principal = createHash("sha256").update(key).digest("base64url");
  await orWait(counter("respondents", perMinute, 60).consume(principal));
}
