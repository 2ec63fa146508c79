import "server-only";
import { v7 } from "uuid";
import type { Actor } from "@/lib/platform/access/actor";
import { personActor } from "@/lib/platform/auth/authenticate";
import { demoId } from "@/prisma/seed/demo/calendar";

/** Returns somebody of the demo as they act when they are signed in; throws Error where they may not sign in. */
export async function demoActor(key: string): Promise<Actor> {
  const actor = await personActor(demoId("people", key), null, v7());
  if (!actor) throw new Error(`The demo has no ${key} who may sign in.`);
  return actor;
}
