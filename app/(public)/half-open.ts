import "server-only";
import { headers } from "next/headers";
import { v7 } from "uuid";
import { readHalfOpen } from "@/lib/domain/organization/sessions/half-open";
import { systemActor } from "@/lib/platform/access/actor";
import { halfOpenKeyIn } from "@/lib/platform/auth/half-open-cookie";

/** Returns what the browser that asks has to do next in its sign-in; null when it is not in one. */
export async function halfOpen() {
  const key = halfOpenKeyIn(await headers());
  return key === "" ? null : readHalfOpen.execute(systemActor("sign-in", v7()), { key: key.slice(0, 200) });
}
