import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";

/** Returns an assessment, as of a day if one is given; the page and its title ask for it once. */
export const assessmentOf = cache(async (id: string, asOf?: string) => {
  const actor = await requireActor();
  return orNotFound(asOfDay(asOf, actor, () => getAssessment.execute(actor, { id })));
});

export type AssessmentRecord = Awaited<ReturnType<typeof assessmentOf>>;
