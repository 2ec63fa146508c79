import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord, TestCase, Verdict } from "@/lib/domain/test-runs/formats/format";
import { entriesOf, firstValue, recordsHave } from "@/lib/domain/test-runs/formats/source/entries";
import type { Severity } from "@/lib/domain/test-runs/schema";

// Categories of the older models are fewer; "illicit" may be null where a model does not know it.
const result = z.looseObject({
  flagged: z.boolean(),
  categories: z.record(z.string(), z.boolean().nullable()).default({}),
  category_scores: z.record(z.string(), z.number().nullable()).default({}),
});
const answer = z.looseObject({
  id: z.string().nullish(),
  model: z.string().nullish(),
  results: z.array(result),
});
type Result = z.infer<typeof result>;

/**
 * Answers of OpenAI's moderation endpoint, one case for each input. Vulnerable means that the endpoint flagged the text, and
 * nothing else does: its scores are never compared with a limit. It judges content alone and knows no prompt injection.
 */
export const openAiModeration: ResultFormat = {
  key: "openai-moderation",
  name: "OpenAI Moderation",
  tool: "OpenAI Moderation",
  recognise(head) {
    if (!recordsHave(head, "results[].flagged")) return null;
    const scored =
      recordsHave(head, "results[].category_scores") || recordsHave(head, "results[].categories");
    if (!scored) return null;
    return { version: kindOf(firstValue(head, "model")), certainty: "certain" };
  },
  async *parse(file, reading, head): AsyncGenerator<ResultRecord> {
    const models = new Set<string>();
    for await (const { value, where } of entriesOf(file, reading, head)) {
      const one = reading.check(answer, value, where);
      if (!one) continue;
      if (one.model) models.add(one.model);
      for (const [index, judged] of one.results.entries())
        yield caseOf(judged, one.id ? `${one.id}#${index}` : undefined);
    }
    const [model] = models;
    if (model !== undefined) yield { kind: "facts", toolVersion: [...models].join(", ") };
    if (models.size > 1)
      reading.warn(
        `The answers are of ${models.size} moderation models, whose scores do not compare: ${[...models].join(", ")}.`,
      );
  },
};

function caseOf(
  { flagged, categories, category_scores: scores }: Result,
  caseId: string | undefined,
): TestCase {
  const verdicts = Object.entries(categories).map(
    ([category, found]): Verdict => ({
      check: category,
      // What is not flagged as a whole is no violation, whatever a category says.
      outcome: found === null ? "skipped" : found && flagged ? "vulnerable" : "defended",
      score: scores[category] ?? undefined,
      toolSeverity: found && flagged ? severityOf(category) : undefined,
    }),
  );
  return { kind: "case", check: "flagged", outcome: flagged ? "vulnerable" : "defended", caseId, verdicts };
}

// A ranking of ours, because the endpoint has none.
function severityOf(category: string): Severity {
  if (category === "sexual/minors") return "critical";
  if (/^self-harm|^violence\/graphic$|^illicit\/violent$|\/threatening$/.test(category)) return "high";
  return "medium";
}

function kindOf(model: unknown): string {
  if (typeof model !== "string") return "unknown model";
  return /^(omni|text)-moderation/.exec(model)?.[1] ?? model;
}
