import "server-only";
import * as z from "zod";
import { questionnairesEdit } from "@/lib/domain/assessments/templates/access";
import { citable } from "@/lib/domain/assessments/templates/schema";
import { shippedFrameworks } from "@/lib/domain/frameworks/queries/shipped";
import { shippedRiskNames } from "@/lib/domain/risk-catalogue/queries";
import { query } from "@/lib/platform/operation/operation";

/** What a questionnaire may point at: the frameworks that it may cite, the risks and controls that an answer may suggest. */
export const listPointers = query({
  name: "own-questionnaires.pointers",
  summary: "What a questionnaire may cite and suggest",
  permission: questionnairesEdit,
  input: z.strictObject({}),
  run: async () => ({
    frameworks: shippedFrameworks()
      .filter(({ key }) => (citable as readonly string[]).includes(key))
      .map(({ key, name, version }) => ({ value: key, label: `${name} ${version}` })),
    ...shippedRiskNames(),
  }),
});

/** The requirements of one framework that a question may cite, each with its title. */
export const listCitable = query({
  name: "own-questionnaires.citable",
  summary: "The requirements of a framework that a question may cite",
  permission: questionnairesEdit,
  input: z.strictObject({
    framework: z.enum(citable, { error: `framework takes one of: ${citable.join(", ")}.` }),
  }),
  run: async (_context, { framework }) => ({
    rows: shippedFrameworks()
      .filter(({ key }) => key === framework)
      .flatMap(({ requirements }) => requirements.map(({ ref, title }) => ({ ref, title }))),
  }),
});
