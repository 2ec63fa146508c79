import "server-only";
import * as z from "zod";
import { questionnairesEdit } from "@/lib/domain/assessments/templates/access";
import { frameworksInForce } from "@/lib/domain/frameworks/queries/in-force";
import { shippedRiskNames } from "@/lib/domain/risk-catalogue/queries";
import { query } from "@/lib/platform/operation/operation";

/** What a questionnaire may point at: the frameworks in force that it may cite, the risks and controls that an answer may suggest. */
export const listPointers = query({
  name: "own-questionnaires.pointers",
  summary: "What a questionnaire may cite and suggest",
  permission: questionnairesEdit,
  input: z.strictObject({}),
  run: async ({ tx }) => ({
    frameworks: (await frameworksInForce(tx)).map(({ key, name, version }) => ({
      value: key,
      label: `${name} ${version}`,
    })),
    ...shippedRiskNames(),
  }),
});
