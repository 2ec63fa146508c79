import "server-only";
import * as z from "zod";
import type { ResultRecord } from "@/lib/domain/test-runs/formats/format";
import { nameFrom } from "@/lib/domain/test-runs/formats/reported";
import { jsonParts } from "@/lib/domain/test-runs/formats/source/json-parts";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import type { Severity } from "@/lib/domain/test-runs/schema";

// promptfoo's scan of model files (src/types/modelAudit.ts). Its checks say what passed and what failed; where a file has none,
// its issues are failures without a denominator.

const severityWords: Record<string, Severity> = {
  critical: "critical",
  error: "high",
  warning: "medium",
  info: "info",
  debug: "info",
};
const check = z.object({
  name: z.string().min(1),
  status: z.string(),
  location: z.string().nullish(),
  severity: z.string().nullish(),
});
const issue = z.object({
  severity: z.string().nullish(),
  message: z.string(),
  type: z.string().nullish(),
  location: z.string().nullish(),
});

/** Yields what a model audit found, from its checks where it lists them, else from its issues. */
export async function* auditRecords(file: ResultFile, reading: Reading): AsyncGenerator<ResultRecord> {
  const listed = await hasChecks(file);
  const facts = ["files_scanned", "has_errors", "scanner_version", "failed_checks", "passed_checks"];
  const said = new Map<string, unknown>();
  if (!listed) yield { kind: "facts", denominators: false };
  for await (const { path, value, where } of jsonParts(file, [listed ? "checks[]" : "issues[]", ...facts])) {
    if (path === "checks[]") yield* checked(value, reading, where);
    else if (path === "issues[]") yield* found(value, reading, where);
    else said.set(path, value);
  }
  const nothing = said.get("files_scanned") === 0;
  if (nothing) reading.warn("No model file was scanned, so finding nothing is no pass.");
  if (said.get("has_errors") === true)
    reading.warn("The scan met errors, so what it could not read was not checked.");
  yield { kind: "facts", complete: !nothing && said.get("has_errors") !== true };
  const [defended, vulnerable] = [said.get("passed_checks"), said.get("failed_checks")];
  if (listed && typeof defended === "number" && typeof vulnerable === "number")
    yield { kind: "facts", declared: { defended, vulnerable } };
}

async function hasChecks(file: ResultFile): Promise<boolean> {
  for await (const _ of jsonParts(file, ["checks[]"])) return true;
  return false;
}

function* checked(value: unknown, reading: Reading, where: string): Generator<ResultRecord> {
  const read = reading.check(check, value, where);
  if (!read) return;
  const known = { passed: "defended", failed: "vulnerable", skipped: "skipped" } as const;
  const outcome = known[read.status.toLowerCase() as keyof typeof known] ?? "inconclusive";
  yield {
    ...{ kind: "case", check: nameFrom(read.name) ?? "check", outcome, threatClass: "supply-chain" },
    toolSeverity: severityWords[read.severity?.toLowerCase() ?? ""],
  };
}

function* found(value: unknown, reading: Reading, where: string): Generator<ResultRecord> {
  const read = reading.check(issue, value, where);
  if (!read) return;
  yield {
    ...{ kind: "case", outcome: "vulnerable", threatClass: "supply-chain", place: nameFrom(read.location) },
    check: nameFrom(read.type) ?? nameFrom(read.message) ?? "issue",
    toolSeverity: severityWords[read.severity?.toLowerCase() ?? ""],
  };
}
