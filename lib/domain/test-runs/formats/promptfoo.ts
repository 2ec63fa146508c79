import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord, TestCase } from "@/lib/domain/test-runs/formats/format";
import { auditRecords } from "@/lib/domain/test-runs/formats/promptfoo-model-audit";
import { nameFrom, targetFrom } from "@/lib/domain/test-runs/formats/reported";
import { textOf } from "@/lib/domain/test-runs/formats/said";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import { jsonLines } from "@/lib/domain/test-runs/formats/source/lines";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import { severityFromWord } from "@/lib/domain/test-runs/rules";
import type { Outcome } from "@/lib/domain/test-runs/schema";

// promptfoo: `success: true` means that the target did what the assertion wanted, so it defended. failureReason 2 is an error,
// neither a pass nor a finding. Shape from site/docs/integrations/ci-cd.md; results of version 2 have no failureReason.

const assertion = z.object({ type: z.string().optional(), metric: z.string().optional() }).nullish();
const row = z.object({
  id: z.string().optional(),
  success: z.boolean(),
  failureReason: z.number().nullish(),
  error: z.string().nullish(),
  score: z.number().nullish(),
  provider: z
    .union([z.string(), z.object({ id: z.string().nullish(), label: z.string().nullish() })])
    .nullish(),
  gradingResult: z.object({ componentResults: z.array(z.object({ assertion })).nullish() }).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  prompt: z.unknown().optional(),
  response: z.unknown().optional(),
});
type Row = z.infer<typeof row>;
const stats = z.object({
  successes: z.number().int().optional(),
  failures: z.number().int().optional(),
  errors: z.number().int().optional(),
});

export const promptfoo: ResultFormat = {
  key: "promptfoo",
  name: "promptfoo",
  tool: "promptfoo",
  recognise(head) {
    const version = head.values.get("results.version");
    if (head.has("evalId", "results")) return { version: String(version ?? "unknown"), certainty: "certain" };
    if (head.has("bytes_scanned") && (head.has("issues") || head.has("checks") || head.has("files_scanned")))
      return { version: "model audit", certainty: "certain" };
    if (head.has("results.results[].success"))
      return { version: String(version ?? "unknown"), certainty: "likely" };
    if (head.has("results[].success", "results[].provider"))
      return { version: summaryOf(head), certainty: "likely" };
    return head.has("success", "promptIdx", "testIdx") ? { version: "rows", certainty: "likely" } : null;
  },
  async *parse(file, reading, head) {
    if (head.has("bytes_scanned")) yield* auditRecords(file, reading);
    else if (head.has("promptIdx", "testIdx"))
      for await (const { line, value } of jsonLines(file, reading)) yield* caseIn(value, reading, line);
    else {
      const inside =
        head.has("results.results") || head.has("results.version") || head.has("evalId") ? "results." : "";
      const paths = [`${inside}results[]`, `${inside}stats`, "metadata", "config.tags", "config.tests[]"];
      for await (const { path, value, where } of jsonParts(file, paths))
        if (path.endsWith("results[]")) yield* caseIn(value, reading, where);
        else if (path.endsWith("stats")) yield* countsIn(value);
        else if (path === "metadata") yield { kind: "facts", ...factsIn(value) };
        else if (path === "config.tags")
          yield { kind: "facts", commit: nameFrom(property(value, "git.sha")) };
      // A document that was read to its end was written at the end of the run.
      yield { kind: "facts", complete: true };
    }
  },
};

function summaryOf(head: { values: ReadonlyMap<string, unknown> }): string {
  return `summary ${head.values.get("version") ?? "of unknown version"}`;
}

function* caseIn(value: unknown, reading: Reading, where: number | string): Generator<TestCase> {
  const read = reading.check(row, value, where);
  if (!read) return;
  const { provider, metadata } = read;
  const plugin = nameFrom(metadata?.["pluginId"]);
  const kinds = [
    ...new Set(read.gradingResult?.componentResults?.map(({ assertion: one }) => one?.metric ?? one?.type)),
  ];
  yield {
    kind: "case",
    // A plain test is known by what it asserts, so that what passes and what fails count as the same check.
    check:
      plugin ??
      (kinds
        .filter((kind) => kind !== undefined)
        .sort()
        .join(" + ") ||
        "eval"),
    outcome: outcomeOf(read),
    caseId: read.id,
    score: read.score ?? undefined,
    said: () => ({ prompt: textOf(read.prompt), answer: textOf(read.response) }),
    toolSeverity: severityFromWord(metadata?.["severity"]) ?? undefined,
    target: targetFrom(typeof provider === "string" ? provider : (provider?.id ?? provider?.label)),
  };
}

function outcomeOf({ success, failureReason, error, gradingResult }: Row): Outcome {
  if (failureReason === 2) return "error";
  if (success) return "defended";
  const judged = typeof failureReason === "number" || gradingResult !== null;
  return judged && gradingResult !== undefined ? "vulnerable" : error ? "error" : "vulnerable";
}

function* countsIn(value: unknown): Generator<ResultRecord> {
  const read = stats.safeParse(value);
  if (!read.success) return;
  const { successes: defended, failures: vulnerable, errors: error } = read.data;
  const given = Object.entries({ defended, vulnerable, error }).filter(([, count]) => count !== undefined);
  yield { kind: "facts", declared: Object.fromEntries(given) };
}

function factsIn(value: unknown) {
  return {
    toolVersion: nameFrom(property(value, "promptfooVersion")),
    startedAt: nameFrom(property(value, "evaluationCreatedAt")),
    finishedAt: nameFrom(property(value, "exportedAt")),
  };
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
