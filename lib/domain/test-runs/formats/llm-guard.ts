import "server-only";
import * as z from "zod";
import type {
  Recognised,
  ResultFormat,
  ResultRecord,
  TestCase,
  Verdict,
} from "@/lib/domain/test-runs/formats/format";
import { entriesOf, recordsHave } from "@/lib/domain/test-runs/formats/source/entries";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";

// A score goes from -1 to 1 around the scanner's own threshold: above 0 is a hit, -1 is clean or not looked at.
const score = z.number().min(-1).max(1);
const answer = z.looseObject({
  is_valid: z.boolean(),
  scanners: z.record(z.string(), score),
  sanitized_prompt: z.string().nullish(),
  sanitized_output: z.string().nullish(),
});
const tuple = z.tuple([z.unknown(), z.record(z.string(), z.boolean()), z.record(z.string(), score)]);

/** These hit where the model refused, which is what it should do under attack. */
const refusals = /^NoRefusal(Light)?$/;

/**
 * What LLM Guard says of prompts and answers: over HTTP, and as its library returns it. A scanner that found what it looks for
 * is vulnerable, one that did not is defended; a scanner that is not named did not run, and a refusal counts as defended.
 */
export const llmGuard: ResultFormat = {
  key: "llm-guard",
  name: "LLM Guard",
  tool: "LLM Guard",
  recognise(head) {
    if (recordsHave(head, "is_valid", "scanners")) return { version: "HTTP answer", certainty: "certain" };
    return recogniseTuples(head);
  },
  async *parse(file, reading, head): AsyncGenerator<ResultRecord> {
    if (recordsHave(head, "is_valid", "scanners")) {
      for await (const { value, where } of entriesOf(file, reading, head)) {
        const one = reading.check(answer, value, where);
        if (one) yield answered(one, where, reading);
      }
    } else yield* tuples(file, reading, head);
  },
};

// The text, then what is valid, then the scores; a list of several such in a list around them.
function recogniseTuples(head: Head): Recognised | null {
  if (head.kind !== "json") return null;
  const depth = tupleDepth(head);
  if (depth === null) return null;
  const begin = `${"[]".repeat(depth)}.`;
  const scanners = [...head.paths]
    .filter((path) => path.startsWith(begin))
    .map((path) => path.slice(begin.length));
  if (scanners.length === 0 || !scanners.every((name) => /^[A-Z][A-Za-z]+$/.test(name))) return null;
  if (!scanners.every((name) => typeof head.values.get(`${begin}${name}`) === "boolean")) return null;
  const known = scanners.some((name) => knownScanners.has(name));
  return { version: "library tuple", certainty: known ? "certain" : "possible" };
}

function tupleDepth(head: Head): 1 | 2 | null {
  const text = head.text.trimStart();
  if (/^\[\s*\[/.test(text) && typeof head.values.get("[][]") === "string") return 2;
  return /^\[\s*"/.test(text) && typeof head.values.get("[]") === "string" ? 1 : null;
}

async function* tuples(file: ResultFile, reading: Reading, head: Head): AsyncGenerator<ResultRecord> {
  const path = tupleDepth(head) === 2 ? "[]" : "";
  for await (const { value, where } of jsonParts(file, [path])) {
    const one = reading.check(tuple, value, where || "the tuple");
    if (!one) continue;
    const [, valid, scores] = one;
    const verdicts = Object.entries(valid).map(([name, fine]) => verdictOf(name, !fine, scores[name]));
    yield { kind: "case", check: "is_valid", outcome: worst(verdicts), verdicts };
  }
}

function answered(one: z.infer<typeof answer>, where: number | string, reading: Reading): TestCase {
  const verdicts = Object.entries(one.scanners).map(([name, value]) => verdictOf(name, value > 0, value));
  const hit = Object.values(one.scanners).some((value) => value > 0);
  if (hit === one.is_valid)
    reading.warn(
      hit
        ? `An answer is valid though a scanner is above its threshold (${where}); it counts as vulnerable.`
        : `An answer is not valid though no scanner is above its threshold (${where}); it counts as vulnerable.`,
    );
  const outcome = !hit && !one.is_valid ? "vulnerable" : worst(verdicts);
  return { kind: "case", check: "is_valid", outcome, verdicts };
}

function verdictOf(scanner: string, hit: boolean, value: number | undefined): Verdict {
  const bad = hit && !refusals.test(scanner);
  return { check: scanner, outcome: bad ? "vulnerable" : "defended", score: value };
}

function worst(verdicts: readonly Verdict[]): TestCase["outcome"] {
  if (verdicts.length === 0) return "skipped";
  return verdicts.some(({ outcome }) => outcome === "vulnerable") ? "vulnerable" : "defended";
}

const knownScanners: ReadonlySet<string> = new Set([
  ...[
    "PromptInjection",
    "InvisibleText",
    "Secrets",
    "Anonymize",
    "Sensitive",
    "Deanonymize",
    "BanCode",
    "Code",
  ],
  ...[
    "MaliciousURLs",
    "JSON",
    "TokenLimit",
    "Toxicity",
    "Bias",
    "BanTopics",
    "Sentiment",
    "EmotionDetection",
  ],
  ...["Gibberish", "BanCompetitors", "BanSubstrings", "Regex", "Language", "LanguageSame", "Relevance"],
  ...["FactualConsistency", "NoRefusal", "NoRefusalLight", "ReadingTime", "URLReachability"],
]);
