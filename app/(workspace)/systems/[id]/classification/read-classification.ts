import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getClassification } from "@/lib/domain/obligations/classifications/queries/classification";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";

/** Returns the classification of a system, as of a day if one is given; the page and its title ask for it once. */
export const classificationOf = cache(async (id: string, asOf?: string) => {
  const actor = await requireActor();
  return orNotFound(asOfDay(asOf, actor, () => getClassification.execute(actor, { id })));
});

export type ClassificationRecord = Awaited<ReturnType<typeof classificationOf>>;
