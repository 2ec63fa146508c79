import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getVerdict } from "@/lib/domain/test-runs/gate/queries/verdicts";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Returns a verdict; the page and its title ask for it once. */
export const verdictOf = cache(async (id: string) =>
  orNotFound(getVerdict.execute(await requireActor(), { id })),
);

export type ShownVerdict = Awaited<ReturnType<typeof verdictOf>>;
