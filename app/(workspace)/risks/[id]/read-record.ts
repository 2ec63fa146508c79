import "server-only";
import { cache } from "react";
import { orNotFound } from "@/app/(workspace)/or-not-found";
import { decisionRegister } from "@/lib/domain/decisions/queries";
import { getRiskMethod } from "@/lib/domain/risks/queries/method";
import { listQuantifications } from "@/lib/domain/risks/queries/quantification";
import { listReviews, listScores } from "@/lib/domain/risks/queries/record";
import { getRisk, riskHistory } from "@/lib/domain/risks/queries/risk";
import { tasksOf } from "@/lib/domain/tasks/queries";
import { requireActor } from "@/lib/platform/auth/page-actor";
import { asOfDay } from "@/lib/platform/operation/operation";

/** Returns a risk, as of a day if one is given; the page and its title ask for it once. */
export const riskOf = cache(async (id: string, asOf?: string) => {
  const actor = await requireActor();
  return orNotFound(asOfDay(asOf, actor, () => getRisk.execute(actor, { id })));
});

/** Returns everything that the page of a risk shows beside the risk itself. */
export async function readRecord(id: string, asOf?: string) {
  const actor = await requireActor();
  const [method, scores, quantifications, reviews, history, tasks, decisions] = await asOfDay(
    asOf,
    actor,
    () =>
      Promise.all([
        getRiskMethod.execute(actor, {}),
        listScores.execute(actor, { id }),
        listQuantifications.execute(actor, { id }),
        listReviews.execute(actor, { id }),
        riskHistory.execute(actor, { id }),
        tasksOf.execute(actor, { subject: id }),
        decisionRegister.list.execute(actor, { subject: id, limit: 100 }),
      ]),
  );
  return {
    method,
    scores: scores.rows,
    quantifications: quantifications.rows,
    reviews: reviews.rows,
    entries: history.entries,
    tasks,
    decisions: decisions.rows,
  };
}

export type RiskRecord = Awaited<ReturnType<typeof riskOf>>;
export type RecordParts = Awaited<ReturnType<typeof readRecord>>;
