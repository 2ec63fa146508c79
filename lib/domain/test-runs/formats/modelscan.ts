import "server-only";
import * as z from "zod";
import type { ResultFormat, ResultRecord, Verdict } from "@/lib/domain/test-runs/formats/format";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { severityFromWord } from "@/lib/domain/test-runs/rules";

const issue = z.looseObject({
  description: z.string().nullish(),
  operator: z.string().nullish(),
  module: z.string().nullish(),
  source: z.string().nullish(),
  scanner: z.string().nullish(),
  severity: z.string().nullish(),
});
type Issue = z.infer<typeof issue>;

const problem = z.looseObject({ category: z.string().nullish(), source: z.string().nullish() });

const count = z.number().int().nonnegative();
const summary = z.looseObject({
  total_issues: count.nullish(),
  input_path: z.string().nullish(),
  modelscan_version: z.string().nullish(),
  timestamp: z.string().nullish(),
  scanned: z.looseObject({ total_scanned: count, scanned_files: z.array(z.string()).nullish() }).nullish(),
  skipped: z.looseObject({ total_skipped: count }).nullish(),
});
type Summary = z.infer<typeof summary>;

const file = "model file";
const supply = { threatClass: "supply-chain" } as const;

/**
 * A report of ModelScan, one case for each model file. A file in which it found an unsafe operator is vulnerable, one it looked
 * through is defended; a file it could not read is an error. A scan of nothing has no cases and never counts as clean.
 */
export const modelScan: ResultFormat = {
  key: "modelscan",
  name: "ModelScan",
  tool: "ModelScan",
  recognise(head) {
    if (head.kind !== "json" && head.kind !== "lines") return null;
    if (head.has("summary.modelscan_version", "issues"))
      return { version: "0.6 or newer", certainty: "certain" };
    if (head.has("modelscan_version") && (head.has("issues_by_severity") || head.has("issues")))
      return { version: "0.5", certainty: "certain" };
    return null;
  },
  async *parse(source, reading, head): AsyncGenerator<ResultRecord> {
    if (head.has("summary.modelscan_version")) yield* report(source, reading);
    else yield* olderReport(source, reading);
  },
};

async function* report(source: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  const found = new Map<string, Verdict[]>();
  const broken = new Set<string>();
  let said: Summary | null = null;
  for await (const { path, value, where } of jsonParts(source, ["summary", "issues[]", "errors[]"])) {
    if (path === "summary") said = reading.check(summary, value, where) ?? said;
    else if (path === "errors[]") {
      const one = reading.check(problem, value, where);
      if (one) broken.add(one.source ?? `${where}: ${one.category ?? "error"}`);
    } else {
      const one = reading.check(issue, value, where);
      if (one) push(found, one);
    }
  }
  yield* filesWith(found);
  for (const place of broken) yield { kind: "case", check: file, outcome: "error", caseId: place, ...supply };
  yield* looked(said, found, broken.size, reading);
}

// A file that two scanners looked through is listed twice.
function* looked(
  said: Summary | null,
  found: ReadonlyMap<string, unknown>,
  errors: number,
  reading: Reading,
) {
  const scanned = said?.scanned;
  const names = scanned?.scanned_files;
  const clean = names
    ? new Set(names.filter((name) => !found.has(name))).size
    : Math.max(0, (scanned?.total_scanned ?? 0) - found.size);
  if (clean > 0)
    yield { kind: "case" as const, check: file, outcome: "defended" as const, count: clean, ...supply };
  const skipped = said?.skipped?.total_skipped ?? 0;
  if (skipped > 0)
    yield { kind: "case" as const, check: file, outcome: "skipped" as const, count: skipped, ...supply };
  const nothing = scanned?.total_scanned === 0 && found.size === 0;
  if (nothing) reading.warn("ModelScan looked through no file, which is not the same as finding nothing.");
  yield {
    kind: "facts" as const,
    toolVersion: said?.modelscan_version ?? undefined,
    finishedAt: said?.timestamp ?? undefined,
    target: said?.input_path ?? undefined,
    complete: !nothing && errors === 0,
  };
}

// Up to 0.5 the severity is the key of a list, and nothing says how many files were looked through.
async function* olderReport(source: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  yield { kind: "facts", denominators: false };
  const found = new Map<string, Verdict[]>();
  const paths = [
    "issues_by_severity.*",
    "issues[]",
    "errors[]",
    "modelscan_version",
    "input_path",
    "timestamp",
  ];
  for await (const { path, value, where, keys } of jsonParts(source, paths)) {
    if (path === "errors[]") yield { kind: "case", check: file, outcome: "error", ...supply };
    else if (path === "issues[]" || path === "issues_by_severity.*") {
      const severity = path === "issues[]" ? undefined : String(keys.at(-1));
      for (const [i, each] of (Array.isArray(value) ? value : [value]).entries()) {
        const one = reading.check(issue, each, `${where}[${i}]`);
        if (one) push(found, { ...one, severity: one.severity ?? severity });
      }
    } else if (typeof value === "string") yield { kind: "facts", ...factOf(path, value) };
  }
  yield* filesWith(found);
}

function factOf(path: string, value: string) {
  if (path === "modelscan_version") return { toolVersion: value };
  return path === "timestamp" ? { finishedAt: value } : { target: value };
}

function push(found: Map<string, Verdict[]>, one: Issue): void {
  const place = one.source ?? "unnamed file";
  const verdicts = found.get(place) ?? [];
  verdicts.push({
    check: [one.module, one.operator].filter(Boolean).join(".") || one.description || "issue",
    detector: one.scanner ?? undefined,
    place,
    outcome: "vulnerable",
    toolSeverity: severityFromWord(one.severity) ?? undefined,
    failuresOnly: true,
    ...supply,
  });
  found.set(place, verdicts);
}

function* filesWith(found: ReadonlyMap<string, readonly Verdict[]>): Generator<ResultRecord> {
  for (const [place, verdicts] of found)
    yield { kind: "case", check: file, outcome: "vulnerable", caseId: place, verdicts, ...supply };
}
