import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getEvidence } from "@/lib/domain/evidence/queries/evidence";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";

/** Returns a piece of evidence, as of a day if one is given; the page and its title ask for it once. */
export const evidenceOf = cache(async (id: string, asOf?: string) => {
  const actor = await requireActor();
  return orNotFound(asOfDay(asOf, actor, () => getEvidence.execute(actor, { id })));
});

export type EvidenceRecord = Awaited<ReturnType<typeof evidenceOf>>;
