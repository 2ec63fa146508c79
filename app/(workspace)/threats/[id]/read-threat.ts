import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getThreat } from "@/lib/domain/threat-models/queries/threats";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Returns a threat; the page and its title ask for it once. */
export const threatOf = cache(async (id: string) =>
  orNotFound(getThreat.execute(await requireActor(), { id })),
);

export type ShownThreat = Awaited<ReturnType<typeof threatOf>>;
