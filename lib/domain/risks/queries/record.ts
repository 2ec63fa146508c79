import "server-only";
import * as z from "zod";
import { risksRead } from "@/lib/domain/risks/access";
import { methodsOf } from "@/lib/domain/risks/queries/method-versions";
import { findRisk } from "@/lib/domain/risks/queries/risk";
import { scoreWords } from "@/lib/domain/risks/rules";
import type { Transaction } from "@/lib/platform/database/client";
import { lookBack } from "@/lib/platform/operation/as-of";
import { query } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }), ...lookBack });

async function namesOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Every score a risk was given, newest first: who gave it, why, and in the words of the method it was made with. */
export const listScores = query({
  name: "risks.scores",
  summary: "The scores of a risk, newest first",
  permission: risksRead,
  input: byId,
  run: async (context, { id }) => {
    await findRisk(context, id);
    const scores = await context.tx.riskScore.findMany({
      where: { riskId: id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 500,
    });
    const names = await namesOf(
      context.tx,
      scores.map(({ scoredById }) => scoredById),
    );
    const methods = await methodsOf(
      context.tx,
      scores.map(({ methodVersion }) => methodVersion),
    );
    return {
      rows: scores.map(({ id: scoreId, kind, likelihood, impact, score, reason, ...made }) => ({
        id: scoreId,
        kind,
        likelihood,
        impact,
        score,
        reason,
        methodVersion: made.methodVersion,
        /** Made by the rule from the linked controls. */
        derived: made.derived,
        words: scoreWords({ likelihood, impact, score }, methods.get(made.methodVersion)),
        scoredBy: made.derived ? "By the controls" : (names.get(made.scoredById) ?? "Plumbline"),
        scoredAt: made.createdAt.toISOString(),
      })),
    };
  },
});

/** Every review of a risk, newest first. */
export const listReviews = query({
  name: "risks.reviews",
  summary: "The reviews of a risk, newest first",
  permission: risksRead,
  input: byId,
  run: async (context, { id }) => {
    await findRisk(context, id);
    const reviews = await context.tx.riskReview.findMany({
      where: { riskId: id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 500,
    });
    const names = await namesOf(
      context.tx,
      reviews.map(({ reviewedById }) => reviewedById),
    );
    return {
      rows: reviews.map(({ id: reviewId, outcome, notes, nextReviewOn, reviewedById, createdAt }) => ({
        id: reviewId,
        outcome,
        notes,
        nextReviewOn: dayText(nextReviewOn),
        reviewedBy: names.get(reviewedById) ?? "Plumbline",
        reviewedAt: createdAt.toISOString(),
      })),
    };
  },
});
