import "server-only";
import type { ResultFormat } from "@/lib/domain/test-runs/formats/format";
import { outputItems } from "@/lib/domain/test-runs/formats/openai-evals/output-items";
import { recordLog } from "@/lib/domain/test-runs/formats/openai-evals/record-log";
import { firstValue, recordsHave } from "@/lib/domain/test-runs/formats/source/entries";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";

/**
 * OpenAI Evals: the record log of oaieval, and output items of its hosted form. Defended means that the answer was the expected
 * one or passed every grader. It measures quality as well as security, so a person says what a metric means.
 */
export const openAiEvals: ResultFormat = {
  key: "openai-evals",
  name: "OpenAI Evals",
  tool: "OpenAI Evals",
  recognise(head) {
    if (isItem(head)) return { version: "output items", certainty: "certain" };
    if (head.kind !== "lines" && head.kind !== "json") return null;
    const log =
      head.has("spec.completion_fns") ||
      head.has("spec.eval_name") ||
      head.has("event_id", "sample_id", "type", "data") ||
      (head.has("final_report") && !head.has("results"));
    return log ? { version: "record log", certainty: "certain" } : null;
  },
  parse: (file, reading, head) =>
    isItem(head) ? outputItems(file, reading, head) : recordLog(file, reading),
};

const item = "eval.run.output_item";

function isItem(head: Head): boolean {
  return (
    firstValue(head, "object") === item ||
    head.values.get("data[].object") === item ||
    recordsHave(head, "datasource_item_id", "eval_id")
  );
}
