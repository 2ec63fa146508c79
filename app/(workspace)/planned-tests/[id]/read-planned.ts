import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getPlannedTest } from "@/lib/domain/test-runs/plans/queries/planned";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Returns a planned test; the page and its title ask for it once. */
export const plannedTestOf = cache(async (id: string) =>
  orNotFound(getPlannedTest.execute(await requireActor(), { id })),
);

export type ShownPlanned = Awaited<ReturnType<typeof plannedTestOf>>;
