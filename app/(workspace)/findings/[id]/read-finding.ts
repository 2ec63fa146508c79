import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getFinding } from "@/lib/domain/test-runs/queries/finding";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Returns a finding; the page and its title ask for it once. */
export const findingOf = cache(async (id: string) =>
  orNotFound(getFinding.execute(await requireActor(), { id })),
);

export type ShownFinding = Awaited<ReturnType<typeof findingOf>>;
