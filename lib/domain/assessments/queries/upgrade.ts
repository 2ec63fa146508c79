import "server-only";
import * as z from "zod";
import { assessmentsRead } from "@/lib/domain/assessments/access";
import { obstacleTo } from "@/lib/domain/assessments/acts/rules";
import { answersOf } from "@/lib/domain/assessments/answers/rules";
import { answerWords } from "@/lib/domain/assessments/answers/words/rules";
import type { Content } from "@/lib/domain/assessments/queries/content";
import { contentOf, findAssessment } from "@/lib/domain/assessments/queries/find";
import type { AssessmentState } from "@/lib/domain/assessments/schema";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { templateOf } from "@/lib/domain/assessments/templates/template-of";
import { type Upgrade, upgradeAnswers } from "@/lib/domain/assessments/templates/upgrade/rules";
import type { Assessment } from "@/lib/platform/database/generated/client";
import { type Context, query } from "@/lib/platform/operation/operation";

/** The move of an assessment to the newest version of its questionnaire, before it is made. */
interface Move {
  to: Template;
  upgrade: Upgrade;
}

/** Returns what a move to the newest version would do, or null where the assessment is at the newest or is closed. */
export async function moveOf(
  context: Context,
  assessment: Assessment,
  content: Content,
): Promise<Move | null> {
  if (obstacleTo("assign", assessment.state as AssessmentState) !== null) return null;
  const to = await templateOf(context, { key: assessment.templateKey });
  if (!to || to.version <= assessment.templateVersion) return null;
  // What was left behind by an earlier move is not asked by this version either.
  const asked = new Set(questionsOf(content.template).map(({ key }) => key));
  const answers = Object.entries(answersOf(content.standing)).filter(([key]) => asked.has(key));
  return { to, upgrade: upgradeAnswers(content.template, to, Object.fromEntries(answers)) };
}

/** Returns the answers that would not fit any more in words, each with why. */
export function restWords({ template }: Pick<Content, "template">, { rest }: Upgrade) {
  const questions = new Map(questionsOf(template).map((one) => [one.key, one]));
  return rest.map(({ key, label, answer, why }) => {
    const question = questions.get(key);
    return { key, label, answer: question ? answerWords(question, answer) : "", why };
  });
}

function questionsOf({ sections }: Template) {
  return sections.flatMap(({ questions }) => questions);
}

/** What becomes of the answers when an assessment is moved to the newest version of its questionnaire; null where there is none. */
export const upgradePreview = query({
  name: "assessments.upgradePreview",
  summary: "What a move to the newest version of the questionnaire would do with the answers",
  permission: assessmentsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const assessment = await findAssessment(context, id);
    const content = await contentOf(context, assessment);
    const move = await moveOf(context, assessment, content);
    if (!move) return { move: null };
    const { to, upgrade } = move;
    const before = new Set(questionsOf(content.template).map(({ key }) => key));
    const labels = new Map(questionsOf(to).map(({ key, label }) => [key, label]));
    return {
      move: {
        from: assessment.templateVersion,
        to: to.version,
        kept: Object.keys(upgrade.kept).length,
        /** Kept, and to be confirmed since the question is worded otherwise now. */
        reworded: upgrade.reworded.map((key) => ({ key, label: labels.get(key) ?? key })),
        rest: restWords(content, upgrade),
        added: questionsOf(to).flatMap(({ key, label }) => (before.has(key) ? [] : [{ key, label }])),
      },
    };
  },
});
