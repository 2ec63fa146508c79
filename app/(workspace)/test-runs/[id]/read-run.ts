import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getRun, type listResults } from "@/lib/domain/test-runs/queries/runs";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Returns a test run; the page and its title ask for it once. */
export const runOf = cache(async (id: string) => orNotFound(getRun.execute(await requireActor(), { id })));

export type ShownRun = Awaited<ReturnType<typeof runOf>>;
export type ShownResults = Awaited<ReturnType<typeof listResults.execute>>;
