import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getOwn } from "@/lib/domain/assessments/templates/own/queries/own";
import { requireActor } from "@/lib/platform/auth/page-actor";

/** Returns an own questionnaire; the page and its title ask for it once. */
export const ownOf = cache(async (id: string) => orNotFound(getOwn.execute(await requireActor(), { id })));

export type OwnRecord = Awaited<ReturnType<typeof ownOf>>;
