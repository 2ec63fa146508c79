import "server-only";
import * as z from "zod";
import { questionnairesRead } from "@/lib/domain/assessments/templates/access";
import { short } from "@/lib/domain/assessments/templates/conditions/schema";
import { writeYaml } from "@/lib/domain/assessments/templates/files/write";
import { getTemplateOf } from "@/lib/domain/assessments/templates/template-of";
import { Download } from "@/lib/platform/http/download";
import { query } from "@/lib/platform/operation/operation";

/** A questionnaire as a YAML file that can be read in again: a version of it, or the newest. */
export const getTemplateFile = query({
  name: "questionnaires.file",
  summary: "One questionnaire as a YAML file",
  permission: questionnairesRead,
  input: z.strictObject({
    key: short(60, "The key"),
    version: z.coerce.number().int().min(1).max(9_999).optional(),
  }),
  run: async (context, asked) => {
    const template = await getTemplateOf(context, asked);
    const bytes = new Blob([writeYaml(template)]).stream();
    return new Download(`${template.key}-${template.version}.yaml`, "application/yaml", bytes);
  },
});
