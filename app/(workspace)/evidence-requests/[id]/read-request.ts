import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getRequest } from "@/lib/domain/evidence/queries/requests";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Returns a request for evidence; the page and its title ask for it once. */
export const requestOf = cache(async (id: string) =>
  orNotFound(getRequest.execute(await requireActor(), { id })),
);

export type RequestRecord = Awaited<ReturnType<typeof requestOf>>;
