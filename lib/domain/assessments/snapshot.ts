import "server-only";
import { factsRead } from "@/lib/domain/assessments/facts/rules";
import type { Content } from "@/lib/domain/assessments/queries/content";
import { namesOf } from "@/lib/domain/assessments/queries/named";
import { assessmentRef } from "@/lib/domain/assessments/rules";
import { questionsType } from "@/lib/domain/assessments/schema";
import { evidenceOf } from "@/lib/domain/evidence/queries/linked";
import { pseudonym } from "@/lib/platform/audit/personal";
import type { Assessment } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/**
 * Returns exactly what somebody who approves an assessment has before them: the questionnaire by its digest, each question
 * that is asked with its answer, the score, the evidence with the digests of its bytes, and the facts of the system that the
 * questionnaire reads. The decision keeps it with its digest.
 */
export async function assessmentSnapshot(
  context: Context,
  assessment: Assessment,
  content: Content,
): Promise<object> {
  const { template, asked, standing, facts, score, questionIds } = content;
  const questions = asked.sections.flatMap(({ section, questions: those }) =>
    those.map((question) => ({ section: section.key, question, stands: standing[question.key] })),
  );
  const records = questions.flatMap(({ question, stands }) =>
    question.kind === "records" && stands?.answer.kind === "value"
      ? [{ concept: question.concept, ids: (stands.answer.value as readonly string[]).map(String) }]
      : [],
  );
  const names = await namesOf(context, records);
  const evidence = await evidenceOf(context, { type: questionsType, ids: [...questionIds.values()] });
  const onWhole = await evidenceOf(context, { type: "assessments", ids: [assessment.id] });
  const { id, number, title, version, templateDigest, systemId, vendorId } = assessment;
  return {
    record: "assessment",
    ...{ id, version, ref: assessmentRef(number), title },
    questionnaire: {
      key: template.key,
      version: template.version,
      title: template.title,
      sha256: templateDigest,
    },
    subject: systemId === null ? { vendorId } : { systemId },
    facts: Object.fromEntries(factsRead(template).map((fact) => [fact, facts[fact] ?? null])),
    answers: questions.map(({ section, question, stands }) => ({
      section,
      question: question.key,
      label: question.label,
      answer: stands ? withNames(stands.answer, names) : null,
      by: stands ? whoAnswered(stands) : null,
      at: stands?.at.toISOString() ?? null,
      ...(stands?.source ? { source: stands.source } : {}),
      number: stands?.number ?? 0,
      evidence: filesOf(evidence.get(questionIds.get(question.key) ?? "")),
    })),
    evidence: filesOf(onWhole.get(id)),
    score: score && {
      percent: score.percent,
      band: score.band?.label ?? null,
      earned: score.earned,
      most: score.most,
    },
  };
}

// What is signed can never be changed: it has the pseudonym of a person, whose name may have to be erased.
function whoAnswered({
  respondent,
  answeredById,
}: {
  respondent: string | null;
  answeredById: string | null;
}) {
  return respondent ?? (answeredById === null ? "Plumbline" : pseudonym(answeredById));
}

function withNames(answer: object, names: ReadonlyMap<string, string>): object {
  const { value } = answer as { value?: unknown };
  if (!Array.isArray(value)) return answer;
  const known = value.flatMap((one) => names.get(String(one)) ?? []);
  return known.length === 0 ? answer : { ...answer, names: known };
}

function filesOf(
  linked: Awaited<ReturnType<typeof evidenceOf>> extends Map<string, infer L> ? L | undefined : never,
) {
  return (linked ?? []).map(({ ref, title, file }) => ({
    ref,
    title,
    version: file.number,
    sha256: file.sha256,
  }));
}
