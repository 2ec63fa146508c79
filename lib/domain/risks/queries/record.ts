import "server-only";
import * as z from "zod";
import { risksRead } from "@/lib/domain/risks/access";
import { findRisk } from "@/lib/domain/risks/queries/risk";
import type { Transaction } from "@/lib/platform/database/client";
import { query } from "@/lib/platform/operation/operation";
import { dayText } from "@/lib/platform/time/day";

const byId = z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) });

async function namesOf(tx: Transaction, ids: readonly string[]): Promise<Map<string, string>> {
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** Every score a risk was given, newest first, with who gave it, why, and by which version of the method. */
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
    return {
      rows: scores.map(
        ({ id: scoreId, kind, likelihood, impact, score, reason, methodVersion, scoredById, createdAt }) => ({
          id: scoreId,
          kind,
          likelihood,
          impact,
          score,
          reason,
          methodVersion,
          scoredBy: names.get(scoredById) ?? "Plumbline",
          scoredAt: createdAt.toISOString(),
        }),
      ),
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
