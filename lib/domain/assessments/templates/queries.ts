import "server-only";
import * as z from "zod";
import { questionnairesRead } from "@/lib/domain/assessments/templates/access";
import { citedIn, frameworksCited } from "@/lib/domain/assessments/templates/cited";
import { short } from "@/lib/domain/assessments/templates/conditions/schema";
import { maxPoints } from "@/lib/domain/assessments/templates/rules";
import { shippedTemplates } from "@/lib/domain/assessments/templates/shipped";
import { getTemplateOf, ownTemplates } from "@/lib/domain/assessments/templates/template-of";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { query } from "@/lib/platform/operation/operation";

/** The questionnaires one may use, each with how much it asks and on which frameworks it rests. */
export const listTemplates = query({
  name: "questionnaires.list",
  summary: "The questionnaires by which AI systems and suppliers are assessed",
  permission: questionnairesRead,
  input: z.strictObject({}),
  run: async (context) => {
    const all = await frameworksInForce(context.tx);
    const rows = [...shippedTemplates(), ...(await ownTemplates(context))].map((one) => {
      const questions = one.sections.flatMap((section) => section.questions);
      return {
        key: one.key,
        own: !shippedTemplates().includes(one),
        version: one.version,
        title: one.title,
        purpose: one.purpose,
        subject: one.subject,
        approvals: one.approvals,
        sections: one.sections.length,
        questions: questions.length,
        conditional: one.sections.flatMap((section) =>
          section.questions.filter((question) => section.when || question.when),
        ).length,
        scored: questions.filter((question) => maxPoints(question) > 0).length,
        frameworks: frameworksCited(one, all).map(titled),
      };
    });
    return { rows };
  },
});

/** One questionnaire, whole, with the titles of what its questions cite; throws NotFound. */
export const getTemplate = query({
  name: "questionnaires.get",
  summary: "One questionnaire with its questions, conditions and sources",
  permission: questionnairesRead,
  input: z.strictObject({
    key: short(60, "The key"),
    version: z.coerce.number().int().min(1).max(9_999).optional(),
  }),
  run: async (context, asked) => {
    const found = await getTemplateOf(context, asked);
    const { frameworks, titles } = await citedIn(context.tx, found);
    return { template: found, frameworks: frameworks.map(titled), titles };
  },
});

function titled({ key, name, version }: { key: string; name: string; version: string }) {
  return { key, title: `${name} ${version}` };
}
