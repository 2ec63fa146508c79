import "server-only";
import { getAssessment } from "@/lib/domain/assessments/queries/assessment";
import { answerBlocks } from "@/lib/domain/assessments/report/answer-blocks";
import { approvalBlocks } from "@/lib/domain/assessments/report/approval-blocks";
import { consequenceBlocks } from "@/lib/domain/assessments/report/consequence-blocks";
import { commentBlocks, evidenceBlocks } from "@/lib/domain/assessments/report/record-blocks";
import { sourceBlocks } from "@/lib/domain/assessments/report/source-blocks";
import { standingBlocks, stateWords } from "@/lib/domain/assessments/report/standing-blocks";
import { commentsOn } from "@/lib/domain/comments/queries";
import { evidenceOf } from "@/lib/domain/evidence/queries/linked";
import type { Context } from "@/lib/platform/operation/operation";
import { thenNotNow } from "@/lib/platform/register/export-paper";
import { letterhead } from "@/lib/platform/report/letterhead";
import type { Report } from "@/lib/platform/report/model";
import { reportDay } from "@/lib/platform/report/report-file";

/** A report of one assessment, and how its file is called. */
interface AssessmentPaper {
  report: Report;
  name: string;
  ref: string;
  unitId: string;
  /** The signatures in force, each with the digest of what was signed. */
  signed: readonly { id: string; digest: string }[];
}

/** Returns an assessment as a report, of today or of the day looked back to; throws NotFound. */
export async function assessmentPaper(
  context: Context,
  id: string,
  comments: boolean,
): Promise<AssessmentPaper> {
  const assessment = await getAssessment.execute(context.actor, { id });
  const head = await letterhead(context.tx);
  const { day, asOf } = reportDay(context.asOf, head.timeZone, context.now);
  const { ref, title, template, unit } = assessment;
  const onWhole = (await evidenceOf(context, { type: "assessments", ids: [id] })).get(id) ?? [];
  const ids = [id, ...Object.values(assessment.questionIds)];
  const report = {
    ...head,
    title,
    subtitle: `Assessment ${ref}, by version ${template.version} of the questionnaire “${template.title}”`,
    state: stateWords(assessment),
    generatedFor: context.actor.name,
    ...{ asOf, wholeDay: true },
    sections: [
      ...thenNotNow(context),
      ...standingBlocks(assessment, head.timeZone),
      ...answerBlocks(assessment),
      ...consequenceBlocks(assessment),
      ...evidenceBlocks(assessment, onWhole),
      ...approvalBlocks(assessment, head.timeZone),
      ...(comments ? commentBlocks(assessment, await commentsOn(context, unit.id, ids), head.timeZone) : []),
      ...sourceBlocks(assessment),
    ],
  };
  const past = context.asOf === undefined ? "" : "as-of-";
  const signed = assessment.signatures.filter(({ state }) => state === "granted");
  return { report, name: `${ref}-${past}${day}.pdf`, ref, unitId: unit.id, signed };
}
