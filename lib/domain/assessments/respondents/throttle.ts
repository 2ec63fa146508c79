import "server-only";
import { createHash } from "node:crypto";
import { orWait, sharedLimiter } from "@/lib/platform/limits/shared-limiter";

const requests = sharedLimiter({ name: "respondents", points: 300, seconds: 60, remembersRefusals: true });

/** Counts a request that comes by a link, whatever becomes of it; throws RateLimited past 300 in a minute by one link. */
export async function admitRespondent(key: string): Promise<void> {
  await orWait(requests().consume(createHash("sha256").update(key).digest("base64url")));
}
