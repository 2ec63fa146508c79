import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { v7 } from "uuid";
import type { Actor } from "@/lib/platform/access/actor";
import { authenticate } from "@/lib/platform/auth/authenticate";

/** Returns who asks for this page, or null; asked once per request. */
export const pageActor = cache(async (): Promise<Actor | null> => authenticate(await headers(), v7()));

/** Returns who asks for this page; sends everybody else to the sign-in page. */
export async function requireActor(): Promise<Actor> {
  return (await pageActor()) ?? redirect("/sign-in");
}
