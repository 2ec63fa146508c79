import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord, TestCase } from "@/lib/domain/test-runs/formats/format";
import { textOf } from "@/lib/domain/test-runs/formats/said";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import type { Outcome } from "@/lib/domain/test-runs/schema";

const testCase = z.looseObject({
  vulnerability: z.string(),
  vulnerability_type: z.string().nullish(),
  attack_method: z.string().nullish(),
  risk_category: z.string().nullish(),
  score: z.number().nullish(),
  error: z.string().nullish(),
  input: z.unknown().optional(),
  actual_output: z.unknown().optional(),
  turns: z.unknown().optional(),
});

const overview = z.looseObject({
  vulnerability_type_results: z
    .array(
      z.looseObject({ passing: z.number().int().nonnegative(), failing: z.number().int().nonnegative() }),
    )
    .default([]),
  errored: z.number().int().nonnegative().nullish(),
});

const finding = z.looseObject({
  spanUuid: z.string().nullish(),
  vulnerability: z.string(),
  vulnerabilityType: z.string().nullish(),
  outcome: z.enum(["materialized", "mitigated", "attempted"]).nullish().catch(null),
});

/**
 * What DeepTeam found: a risk assessment, or the findings of its trace scanner. A score above 0 is defended; every case is
 * counted anew, because the tool's own overview loses errors. In a trace a breach that a later step stopped, or that was only
 * tried, is defended.
 */
export const deepTeam: ResultFormat = {
  key: "deepteam",
  name: "DeepTeam",
  tool: "DeepTeam",
  recognise(head) {
    if (head.kind !== "json" && head.kind !== "lines") return null;
    if (head.has("overview", "test_cases")) {
      const own = ["overview.vulnerability_type_results", "test_cases[].vulnerability"].some((path) =>
        head.has(path),
      );
      return { version: "risk assessment", certainty: own ? "certain" : "possible" };
    }
    if (head.has("findings[].vulnerabilityType", "findings[].spanUuid"))
      return { version: "trace scanner", certainty: "certain" };
    return null;
  },
  async *parse(file, reading, head): AsyncGenerator<ResultRecord> {
    if (head.has("test_cases")) yield* assessment(file, reading);
    else yield* traced(file, reading);
  },
};

async function* assessment(file: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  // The tool writes the file once, at its end.
  yield { kind: "facts", complete: true };
  for await (const { path, value, where } of jsonParts(file, ["overview", "test_cases[]"])) {
    if (path === "overview") {
      const said = reading.check(overview, value, where);
      if (said) yield { kind: "facts", declared: declaredIn(said) };
      continue;
    }
    const one = reading.check(testCase, value, where);
    if (one)
      yield {
        kind: "case",
        ...checkOf(one.vulnerability, one.vulnerability_type),
        outcome: outcomeOf(one),
        detector: one.attack_method ?? undefined,
        score: one.score ?? undefined,
        said: () => ({ prompt: textOf(one.input ?? one.turns), answer: textOf(one.actual_output) }),
      };
  }
}

function declaredIn({ vulnerability_type_results: types, errored }: z.infer<typeof overview>) {
  const sum = (key: "passing" | "failing") => types.reduce((all, one) => all + one[key], 0);
  return {
    defended: sum("passing"),
    vulnerable: sum("failing"),
    ...(errored == null ? {} : { error: errored }),
  };
}

function outcomeOf({ score, error }: z.infer<typeof testCase>): Outcome {
  if (error) return "error";
  return score != null && score > 0 ? "defended" : "vulnerable";
}

async function* traced(file: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  yield { kind: "facts", denominators: false };
  for await (const { value, where } of jsonParts(file, ["findings[]"], { several: true })) {
    const one = reading.check(finding, value, where);
    if (!one) continue;
    const stopped = one.outcome === "mitigated" || one.outcome === "attempted";
    yield {
      kind: "case",
      ...checkOf(one.vulnerability, one.vulnerabilityType),
      outcome: one.outcome == null ? "inconclusive" : stopped ? "defended" : "vulnerable",
      caseId: one.spanUuid ?? undefined,
    };
  }
}

// The names of the tool are written with and without spaces.
function checkOf(vulnerability: string, type: string | null | undefined): Pick<TestCase, "check" | "words"> {
  const check = type ? `${vulnerability}/${type}` : vulnerability;
  return { check, words: [vulnerability.replace(/[^A-Za-z]/g, "")] };
}
