import "server-only";
import * as z from "zod";
import { obstacleTo } from "@/lib/domain/assessments/acts/rules";
import type { StoredAnswer } from "@/lib/domain/assessments/queries/content";
import { contentOf } from "@/lib/domain/assessments/queries/find";
import { respondentsAnswer } from "@/lib/domain/assessments/respondents/access";
import { bySession } from "@/lib/domain/assessments/respondents/find";
import { askedOutside, shownOutside } from "@/lib/domain/assessments/respondents/rules";
import { sessionInput } from "@/lib/domain/assessments/respondents/schema";
import { admitRespondent } from "@/lib/domain/assessments/respondents/throttle";
import type { AssessmentState } from "@/lib/domain/assessments/schema";
import { query } from "@/lib/platform/operation/operation";
import { letterhead } from "@/lib/platform/report/letterhead";

/** Returns whether somebody else has answered a question, so that it is not asked outside any more. */
export function takenInside(stands: StoredAnswer | undefined, { id }: { id: string }): boolean {
  return stands !== undefined && stands.way !== "carried" && stands.respondentId !== id;
}

/**
 * What somebody outside is asked: the questions of their part that nobody else has answered, with their own answers. No points,
 * sources, conditions, answers of others, people, files or records of the register.
 */
export const readOutside = query({
  name: "assessment-respondents.read",
  summary: "What somebody outside is asked, with their own answers",
  permission: respondentsAnswer,
  input: z.strictObject(sessionInput),
  run: async (context, { key, session }) => {
    await admitRespondent(key);
    const { respondent, assessment } = await bySession(context, key, session);
    const content = await contentOf(context, assessment);
    const { organisation } = await letterhead(context.tx);
    const inviter = await context.tx.person.findUnique({
      where: { id: respondent.createdById },
      select: { name: true },
    });
    const open = obstacleTo("answer", assessment.state as AssessmentState) === null;
    const sections = open ? askedOutside(content.asked, respondent) : [];
    const own = (questionKey: string) => {
      const stands = content.standing[questionKey];
      return stands?.respondentId === respondent.id ? stands : undefined;
    };
    return {
      title: content.template.title,
      askedBy: inviter?.name ?? organisation,
      organisation,
      name: respondent.name,
      until: respondent.expiresAt.toISOString(),
      finishedAt: respondent.finishedAt?.toISOString() ?? null,
      open,
      sections: sections
        .map(({ section, questions }) => ({
          ...{ key: section.key, title: section.title, text: section.text ?? null },
          questions: questions
            .filter((question) => !takenInside(content.standing[question.key], respondent))
            .map((question) => ({
              question: shownOutside(question),
              number: content.standing[question.key]?.number ?? 0,
              answer: own(question.key)?.answer ?? null,
              at: own(question.key)?.at.toISOString() ?? null,
            })),
        }))
        .filter(({ questions }) => questions.length > 0),
    };
  },
});
