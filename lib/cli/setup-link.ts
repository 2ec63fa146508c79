import { v7 } from "uuid";
import { createSetUpLink } from "@/lib/domain/organization/links/set-up";
import { systemActor } from "@/lib/platform/access/actor";

/** Returns a fresh one-time link by which the first administrator is made, or null when there is one. Earlier links stop working. */
export async function createSetupLink(publicUrl: string): Promise<string | null> {
  const made = await createSetUpLink.execute(systemActor("start", v7()), { publicUrl });
  return made?.link ?? null;
}
