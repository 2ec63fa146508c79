import "server-only";
import * as z from "zod";
import { questionnairesRead } from "@/lib/domain/assessments/templates/access";
import { compareTemplates } from "@/lib/domain/assessments/templates/compare/rules";
import { findDraft, findOwn } from "@/lib/domain/assessments/templates/own/queries/own";
import { getTemplateOf } from "@/lib/domain/assessments/templates/template-of";
import { query } from "@/lib/platform/operation/operation";

const version = z.coerce
  .number({ error: "Say a version by its number." })
  .int()
  .min(1, "Versions count from 1.")
  .max(9_999, "There is no such version.");

/** What is different between two versions of an own questionnaire; without the newer one, between the older and the draft. */
export const compareOwn = query({
  name: "own-questionnaires.compare",
  summary: "What changed from one version of an own questionnaire to another, or to its draft",
  permission: questionnairesRead,
  input: z.strictObject({
    id: z.uuid({ error: "Is not the id of a record." }),
    from: version,
    to: version.optional(),
  }),
  run: async (context, { id, from, to }) => {
    const { key } = await findOwn(context, id);
    const before = await getTemplateOf(context, { key, version: from });
    const after =
      to === undefined
        ? (await findDraft(context, id)).content
        : await getTemplateOf(context, { key, version: to });
    return { from, to: to ?? null, changes: compareTemplates(before, after) };
  },
});
