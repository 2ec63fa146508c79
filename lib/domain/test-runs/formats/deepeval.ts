import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord, TestCase, Verdict } from "@/lib/domain/test-runs/formats/format";
import { textOf } from "@/lib/domain/test-runs/formats/said";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";

const metric = z.looseObject({
  name: z.string(),
  success: z.boolean().nullish(),
  score: z.number().nullish(),
  error: z.string().nullish(),
});

const testCase = z.looseObject({
  name: z.string().nullish(),
  success: z.boolean().nullish(),
  input: z.unknown().optional(),
  actualOutput: z.unknown().optional(),
  metricsData: z.array(metric).nullish(),
  trace: z
    .looseObject({ llmSpans: z.array(z.looseObject({ model: z.string().nullish() })).nullish() })
    .nullish()
    .catch(null),
});

const count = z.number().int().nonnegative();

/**
 * A test run of DeepEval, one case for each test case and a verdict for each metric. Defended means that the tool says success;
 * scores are left alone, because with some metrics a low one is good. It measures quality as well as security.
 */
export const deepEval: ResultFormat = {
  key: "deepeval",
  name: "DeepEval",
  tool: "DeepEval",
  recognise(head) {
    if (head.kind !== "json" && head.kind !== "lines") return null;
    if (!head.has("testCases") && !head.has("conversationalTestCases")) return null;
    const own = [
      "metricsScores",
      "testPassed",
      "testCases[].metricsData",
      "conversationalTestCases[].metricsData",
    ];
    return own.some((path) => head.has(path)) ? { version: "test run", certainty: "certain" } : null;
  },
  async *parse(file, reading): AsyncGenerator<ResultRecord> {
    yield { kind: "facts", complete: true };
    const paths = ["testCases[]", "conversationalTestCases[]", "testPassed", "testFailed", "identifier"];
    const declared: Record<string, number> = {};
    for await (const { path, value, where } of jsonParts(file, paths)) {
      if (path === "identifier") {
        if (typeof value === "string") yield { kind: "facts", runId: value };
      } else if (path === "testPassed" || path === "testFailed") {
        const said = count.safeParse(value);
        if (said.success) declared[path === "testPassed" ? "defended" : "vulnerable"] = said.data;
      } else {
        const one = reading.check(testCase, value, where);
        if (!one) continue;
        const model = one.trace?.llmSpans?.find((span) => span.model)?.model;
        if (model) yield { kind: "facts", target: model };
        yield caseOf(one);
      }
    }
    if (Object.keys(declared).length > 0) yield { kind: "facts", declared };
  },
};

function caseOf({ success, metricsData, name, input, actualOutput }: z.infer<typeof testCase>): TestCase {
  const verdicts = (metricsData ?? []).map(
    (one): Verdict => ({
      check: one.name,
      outcome: one.error ? "error" : wordFor(one.success),
      score: one.score ?? undefined,
    }),
  );
  const broken = success !== false && verdicts.some(({ outcome }) => outcome === "error");
  return {
    kind: "case",
    check: "test case",
    outcome: broken ? "error" : wordFor(success),
    caseId: name ?? undefined,
    verdicts,
    said: () => ({ prompt: textOf(input), answer: textOf(actualOutput) }),
  };
}

function wordFor(success: boolean | null | undefined): TestCase["outcome"] {
  if (success == null) return "inconclusive";
  return success ? "defended" : "vulnerable";
}
