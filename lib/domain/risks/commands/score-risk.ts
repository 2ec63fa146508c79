import "server-only";
import * as z from "zod";
import { risksEdit } from "@/lib/domain/risks/access";
import { scoringFields } from "@/lib/domain/risks/acts/schema";
import { fallOf, followChange } from "@/lib/domain/risks/commands/follow-change";
import { riskAnswer, riskChange, writeRisk } from "@/lib/domain/risks/commands/write-risk";
import { type Ground, groundOf } from "@/lib/domain/risks/queries/method";
import {
  acceptancesOf,
  assertCan,
  findRisk,
  type StoredRisk,
  situationOf,
} from "@/lib/domain/risks/queries/risk";
import { nextReviewAfter, scoreColumns, scoreOf } from "@/lib/domain/risks/rules";
import { riskRecord, type ScoreKind } from "@/lib/domain/risks/schema";
import { authorOf } from "@/lib/platform/access/actor";
import { type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import { command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { storedDay } from "@/lib/platform/time/day";

/** Scores a risk anew, with a reason; earlier scores stay. A current score that rises makes an acceptance stale. */
export const scoreRisk = command({
  name: "risks.score",
  summary: "Score a risk",
  permission: risksEdit,
  input: z.strictObject({ ...recordVersion, ...scoringFields }),
  output: riskRecord,
  run: async (context, { id, version, ...scoring }) => {
    const before = await findRisk(context, id);
    const ground = await groundOf(context);
    const live = await acceptancesOf(context, id);
    assertCan(
      "score",
      context.actor,
      before.unitId,
      situationOf(context.actor, before, live.pending, ground),
    );
    assertOnScale(scoring, ground);
    // A person's own score stands until it is given back to the controls.
    const byHand = scoring.kind === "current" ? { followsControls: false } : {};
    const columns = columnsOf(scoring, before, ground);
    const fall = fallOf(live, before, columns);
    const after = await writeRisk(context, before, version, {
      ...columns,
      ...byHand,
      ...fall.columns,
    });
    await context.tx.riskScore.createMany({
      data: {
        ...scoring,
        riskId: id,
        unitId: before.unitId,
        score: scoreOf(scoring.likelihood, scoring.impact),
        methodVersion: ground.methodVersion,
        scoredById: authorOf(context.actor),
      },
    });
    const followed = await followChange(context, after, live, fall, ground);
    return {
      result: riskAnswer(after),
      changes: [riskChange(before, after, { reason: scoring.reason }), ...followed],
    };
  },
});

interface Scoring {
  kind: ScoreKind;
  likelihood: number;
  impact: number;
}

type ScoreColumns = Partial<Record<`${ScoreKind}${"Likelihood" | "Impact" | "Score"}`, number>>;

function columnsOf({ kind, likelihood, impact }: Scoring, before: StoredRisk, { method, today }: Ground) {
  const names = scoreColumns(kind);
  const score = scoreOf(likelihood, impact);
  const columns: ScoreColumns = {
    [names.likelihood]: likelihood,
    [names.impact]: impact,
    [names.score]: score,
  };
  if (kind === "target" || (kind === "inherent" && before.currentScore > 0)) return columns;
  return { ...columns, nextReviewOn: storedDay(nextReviewAfter(today, { ...before, ...columns }, method)) };
}

function assertOnScale({ likelihood, impact }: Scoring, { method }: Ground): void {
  const problems: FieldProblem[] = [];
  const check = (path: "likelihood" | "impact", label: string, value: number) => {
    const top = method[path].length;
    if (value > top)
      problems.push({
        path,
        message: `${label} goes from 1 to ${top} by the risk method. Choose one of these.`,
      });
  };
  check("likelihood", "Likelihood", likelihood);
  check("impact", "Impact", impact);
  if (problems.length > 0) throw new Invalid(problems);
}
