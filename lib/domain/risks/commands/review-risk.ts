import "server-only";
import * as z from "zod";
import { closeDecision } from "@/lib/domain/decisions/commands";
import { risksEdit, risksReview } from "@/lib/domain/risks/access";
import { closingFields, reviewFields } from "@/lib/domain/risks/acts/schema";
import { riskAnswer, riskChange, writeRisk } from "@/lib/domain/risks/commands/write-risk";
import { groundOf } from "@/lib/domain/risks/queries/method";
import {
  acceptancesOf,
  assertCan,
  findRisk,
  type Live,
  type StoredRisk,
  situationOf,
} from "@/lib/domain/risks/queries/risk";
import { nextReviewAfter, statusAfterTreatment } from "@/lib/domain/risks/rules";
import { riskRecord, type Treatment } from "@/lib/domain/risks/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import { Invalid } from "@/lib/platform/errors/public-error";
import { type Context, command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

interface Review {
  outcome: string;
  notes: string;
  nextReviewOn: string | null;
}

async function recordReview(
  context: Context,
  { id, unitId }: StoredRisk,
  { nextReviewOn, ...review }: Review,
): Promise<void> {
  await context.tx.riskReview.createMany({
    data: {
      ...review,
      riskId: id,
      unitId,
      nextReviewOn: storedDay(nextReviewOn),
      reviewedById: authorOf(context.actor),
    },
  });
}

const { nextReviewOn } = reviewFields;

/** Records that somebody looked at a risk, and moves its next review. */
export const reviewRisk = command({
  name: "risks.review",
  summary: "Record a review of a risk",
  permission: risksReview,
  input: z.strictObject({
    id: recordVersion.id,
    version: recordVersion.version.optional(),
    ...reviewFields,
    nextReviewOn: nextReviewOn.default(null),
  }),
  output: riskRecord,
  run: async (context, { id, version, ...input }) => {
    const before = await findRisk(context, id);
    const ground = await groundOf(context);
    assertCan("review", context.actor, before.unitId, situationOf(context.actor, before, null, ground));
    if (input.nextReviewOn !== null && input.nextReviewOn <= ground.today) {
      throw new Invalid([
        {
          path: "nextReviewOn",
          message: `The next review must lie ahead. Choose a date after ${ground.today}.`,
        },
      ]);
    }
    const review = {
      ...input,
      nextReviewOn: input.nextReviewOn ?? nextReviewAfter(ground.today, before, ground.method),
    };
    const after = await writeRisk(context, before, version ?? before.version, {
      nextReviewOn: storedDay(review.nextReviewOn),
    });
    await recordReview(context, before, review);
    const { outcome, notes } = review;
    return { result: riskAnswer(after), change: riskChange(before, after, { outcome, notes }) };
  },
});

const closing = z.strictObject({ ...recordVersion, ...closingFields });

/** Closes a risk with the reason; an acceptance in force ends and a request is withdrawn. */
export const closeRisk = command({
  name: "risks.close",
  summary: "Close a risk",
  permission: risksEdit,
  input: closing,
  output: riskRecord,
  run: async (context, { id, version, reason }) => {
    const before = await findRisk(context, id);
    const live = await acceptancesOf(context, id);
    assertCan(
      "close",
      context.actor,
      before.unitId,
      situationOf(context.actor, before, live.pending, await groundOf(context)),
    );
    const after = await writeRisk(context, before, version, {
      status: "closed",
      acceptedUntil: null,
      nextReviewOn: null,
    });
    await recordReview(context, before, { outcome: "closed", notes: reason, nextReviewOn: null });
    const change = riskChange(before, after, { reason });
    return { result: riskAnswer(after), changes: [change, ...(await endAll(context, live))] };
  },
});

async function endAll(context: Context, { pending, inForce }: Live): Promise<Change[]> {
  const reason = "The risk was closed.";
  const changes: Change[] = [];
  if (pending) changes.push((await closeDecision(context, pending, "withdrawn", reason)).change);
  if (inForce) changes.push((await closeDecision(context, inForce, "ended", reason)).change);
  return changes;
}

/** Opens a closed risk again, with the reason. */
export const reopenRisk = command({
  name: "risks.reopen",
  summary: "Open a risk again",
  permission: risksEdit,
  input: closing,
  output: riskRecord,
  run: async (context, { id, version, reason }) => {
    const before = await findRisk(context, id);
    const ground = await groundOf(context);
    assertCan("reopen", context.actor, before.unitId, situationOf(context.actor, before, null, ground));
    const nextReviewOn = nextReviewAfter(ground.today, before, ground.method);
    const status = statusAfterTreatment("open", before.treatment as Treatment | null);
    const after = await writeRisk(context, before, version, {
      status,
      nextReviewOn: storedDay(nextReviewOn),
    });
    await recordReview(context, before, { outcome: "reopened", notes: reason, nextReviewOn });
    return {
      result: riskAnswer(after),
      change: { ...riskChange(before, after), after: { ...after, reason } },
    };
  },
});
