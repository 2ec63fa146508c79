import "server-only";
import * as z from "zod";
import { threatModelsRead } from "@/lib/domain/threat-models/access";
import { coverageOf } from "@/lib/domain/threat-models/coverage";
import { modelOf } from "@/lib/domain/threat-models/drawing/content";
import { openQuestions } from "@/lib/domain/threat-models/generate";
import { rulesInForce } from "@/lib/domain/threat-models/own-rules/rule-set";
import { drawingOf, findModel, generatedFor } from "@/lib/domain/threat-models/queries/find";
import { query } from "@/lib/platform/operation/operation";

/** What the rules propose for the drawing as it is, place by place, with why a place is empty, and what nobody knows. */
export const getCoverage = query({
  name: "threat-models.coverage",
  summary: "What the threats of a model cover, and what nobody knows",
  permission: threatModelsRead,
  input: z.strictObject({ id: z.uuid({ error: "Is not the id of a record." }) }),
  run: async (context, { id }) => {
    const model = await findModel(context, id);
    const { drawing } = await drawingOf(context, model.drawingId);
    const rules = await rulesInForce(context.tx);
    const generated = generatedFor(model, drawing, rules);
    return {
      ...coverageOf(modelOf(drawing), generated, rules.at(model.tier), rules.rules, rules.off),
      questions: openQuestions(generated),
      warnings: generated.warnings,
    };
  },
});
