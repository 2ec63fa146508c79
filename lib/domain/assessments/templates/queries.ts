import "server-only";
import * as z from "zod";
import { questionnairesRead } from "@/lib/domain/assessments/templates/access";
import { short } from "@/lib/domain/assessments/templates/conditions/schema";
import { maxPoints } from "@/lib/domain/assessments/templates/rules";
import type { Template } from "@/lib/domain/assessments/templates/schema";
import { shippedTemplates } from "@/lib/domain/assessments/templates/shipped";
import { getTemplateOf, ownTemplates } from "@/lib/domain/assessments/templates/template-of";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { query } from "@/lib/platform/operation/operation";

/** The questionnaires one may use, each with how much it asks and on which frameworks it rests. */
export const listTemplates = query({
  name: "questionnaires.list",
  summary: "The questionnaires by which AI systems and suppliers are assessed",
  permission: questionnairesRead,
  input: z.strictObject({}),
  run: async (context) => ({
    rows: [...shippedTemplates(), ...(await ownTemplates(context))].map((one) => {
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
        frameworks: frameworksOf(one),
      };
    }),
  }),
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
    return { template: found, frameworks: frameworksOf(found), titles: titlesOf(found) };
  },
});

function frameworksOf({ sections }: Template): { key: string; title: string }[] {
  const cited = new Set(
    sections.flatMap(({ questions }) =>
      questions.flatMap(({ sources }) => sources.map(({ framework }) => framework)),
    ),
  );
  return shippedFrameworks()
    .filter(({ key }) => (cited as ReadonlySet<string>).has(key))
    .map(({ key, name, version }) => ({ key, title: `${name} ${version}` }));
}

/** Returns the title of each requirement that is cited, by "framework ref". */
export function titlesOf({ sections }: Pick<Template, "sections">): Record<string, string> {
  const titles = new Map(
    shippedFrameworks().flatMap(({ key, requirements }) =>
      requirements.map(({ ref, title }) => [`${key} ${ref}`, title] as const),
    ),
  );
  const cited = sections.flatMap(({ questions }) => questions.flatMap(({ sources }) => sources));
  return Object.fromEntries(
    cited.map(({ framework, ref }) => [`${framework} ${ref}`, titles.get(`${framework} ${ref}`) ?? ""]),
  );
}
