import "server-only";
import * as z from "zod";
import type { ResultRecord, TestCase, Verdict } from "@/lib/domain/test-runs/formats/format";
import { textOf } from "@/lib/domain/test-runs/formats/said";
import { entriesOf } from "@/lib/domain/test-runs/formats/source/entries";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";

const item = z.looseObject({
  id: z.string().nullish(),
  eval_id: z.string().nullish(),
  run_id: z.string().nullish(),
  status: z.string().nullish(),
  results: z
    .array(z.looseObject({ name: z.string(), passed: z.boolean().nullish(), score: z.number().nullish() }))
    .nullish(),
  sample: z
    .looseObject({
      model: z.string().nullish(),
      input: z.unknown().optional(),
      output: z.unknown().optional(),
      error: z
        .looseObject({ code: z.unknown().optional(), message: z.unknown().optional() })
        .nullish()
        .catch(null),
    })
    .nullish(),
});
type Item = z.infer<typeof item>;

/** Yields what output items of hosted evals say: one alone, a list, one on each line, or pages of their list. */
export async function* outputItems(
  file: ResultFile,
  reading: Reading,
  head: Head,
): AsyncGenerator<ResultRecord> {
  let more = false;
  const pages = head.has("data[].object");
  for await (const { value, where } of pages ? pagesOf(file) : entriesOf(file, reading, head)) {
    if (typeof value === "boolean") more = value;
    else {
      const one = reading.check(item, value, where);
      if (!one) continue;
      if (one.run_id) yield { kind: "facts", runId: one.run_id };
      yield caseOf(one);
    }
  }
  if (more)
    reading.warn(
      "These items are one page of a longer list. Send all of its pages; what is on them is missing.",
    );
  yield { kind: "facts", complete: pages && !more };
}

// Pages may follow one another in a file; what the last says of more counts.
function pagesOf(file: ResultFile) {
  return jsonParts(file, ["data[]", "has_more"], { several: true });
}

function caseOf({ id, eval_id: evalId, status, results, sample }: Item): TestCase {
  const verdicts = (results ?? []).map(
    ({ name, passed, score }): Verdict => ({
      check: name,
      outcome: passed == null ? "inconclusive" : passed ? "defended" : "vulnerable",
      score: score ?? undefined,
    }),
  );
  const broken = /^error/i.test(status ?? "") || hasError(sample);
  return {
    kind: "case",
    check: evalId ?? "eval",
    outcome: broken ? "error" : outcomeOf(verdicts),
    caseId: id ?? undefined,
    target: sample?.model ?? undefined,
    verdicts: broken ? [] : verdicts,
    said: () => ({ prompt: textOf(sample?.input), answer: textOf(sample?.output) }),
  };
}

// An item without an error carries null, or an object whose fields are empty.
function hasError(sample: Item["sample"]): boolean {
  const { code, message } = sample?.error ?? {};
  return [code, message].some((one) => typeof one === "string" && one !== "");
}

function outcomeOf(verdicts: readonly Verdict[]): TestCase["outcome"] {
  if (verdicts.some(({ outcome }) => outcome === "vulnerable")) return "vulnerable";
  return verdicts.length > 0 && verdicts.every(({ outcome }) => outcome === "defended")
    ? "defended"
    : "inconclusive";
}
