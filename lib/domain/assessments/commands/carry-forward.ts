import "server-only";
import { answersOf } from "@/lib/domain/assessments/answers/rules";
import { contentsOf } from "@/lib/domain/assessments/queries/content";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { upgradeAnswers } from "@/lib/domain/assessments/templates/upgrade/rules";
import { type Assessment, Prisma } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/**
 * Takes the answers of the last approved assessment of the same system by the same questionnaire along into a new one, each
 * with the day on which it was first given; an answer that its question no longer takes stays behind. None of them counts as
 * given before somebody confirms it. What the records filled in stays as they say.
 */
export async function carryForward(
  { tx }: Context,
  assessment: Assessment,
  template: Template,
  filled: ReadonlySet<string>,
): Promise<Assessment> {
  const { id, systemId, vendorId, templateKey, unitId } = assessment;
  const last = await tx.assessment.findFirst({
    where: {
      systemId,
      vendorId,
      templateKey,
      unitId,
      approvedAt: { not: null },
      state: { in: ["approved", "stale"] },
    },
    orderBy: [{ approvedAt: "desc" }, { id: "desc" }],
  });
  if (!last) return assessment;
  const old = (await contentsOf(tx, [last])).get(last.id);
  if (!old) return assessment;
  const questions = await tx.assessmentQuestion.findMany({ where: { assessmentId: id } });
  const idOf = new Map(questions.map((one) => [one.key, one.id]));
  const { kept } = upgradeAnswers(old.template, template, answersOf(old.standing));
  const fits = template.sections
    .flatMap((section) => section.questions)
    .flatMap((question) => {
      const stands = old.standing[question.key];
      // Files are attached to the question that they answered.
      if (!stands || !kept[question.key] || question.kind === "file" || filled.has(question.key)) return [];
      const { answer, answeredById, respondent, respondentId, saidAt } = stands;
      return [
        {
          ...{ assessmentId: id, questionId: idOf.get(question.key) ?? "", unitId, number: 1 },
          kind: answer.kind,
          value: answer.kind === "value" ? (answer.value as Prisma.InputJsonValue) : Prisma.DbNull,
          reason: answer.kind === "not-applicable" ? answer.reason : null,
          way: "carried",
          ...{ answeredById, respondent, respondentId, saidAt },
        },
      ];
    });
  if (fits.length === 0) return assessment;
  await tx.assessmentAnswer.createMany({ data: fits });
  return tx.assessment.update({ where: { id }, data: { carriedFromId: last.id } });
}
