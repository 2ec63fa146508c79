import "server-only";
import { fallOf, followChange } from "@/lib/domain/risks/commands/follow-change";
import { riskChange, writeRisk } from "@/lib/domain/risks/commands/write-risk";
import { groundOf } from "@/lib/domain/risks/queries/method";
import { acceptancesOf, type StoredRisk } from "@/lib/domain/risks/queries/risk";
import { nextReviewAfter, scoreOf } from "@/lib/domain/risks/rules";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Context } from "@/lib/platform/operation/operation";
import { storedDay } from "@/lib/platform/time/day";

interface Derived {
  likelihood: number;
  impact: number;
  /** Why, in a sentence that names what moved it. */
  reason: string;
}

/**
 * Gives a risk the current score that follows from something else, such as its controls, within the command that changed
 * that; earlier scores stay, and an acceptance follows as when a person scores. The caller has checked that it may.
 */
export async function deriveCurrent(
  context: Context,
  before: StoredRisk,
  { likelihood, impact, reason }: Derived,
): Promise<Change[]> {
  const ground = await groundOf(context);
  const live = await acceptancesOf(context, before.id);
  const score = scoreOf(likelihood, impact);
  const columns = { currentLikelihood: likelihood, currentImpact: impact, currentScore: score };
  const fall = fallOf(live, before, columns);
  const after = await writeRisk(context, before, before.version, {
    ...columns,
    ...fall.columns,
    followsControls: true,
    nextReviewOn: storedDay(nextReviewAfter(ground.today, { ...before, ...columns }, ground.method)),
  });
  await context.tx.riskScore.createMany({
    data: {
      ...{ kind: "current", likelihood, impact, score, derived: true, reason: reason.slice(0, 4_000) },
      ...{ riskId: before.id, unitId: before.unitId, methodVersion: ground.methodVersion },
      scoredById: authorOf(context.actor),
    },
  });
  return [riskChange(before, after, { reason }), ...(await followChange(context, after, live, fall, ground))];
}
