import { clean, type Warning } from "@/lib/domain/test-runs/formats/intake";
import { UnknownResults } from "@/lib/domain/test-runs/formats/recognise";
import { fileOnDisk } from "@/lib/domain/test-runs/formats/source/result-file";
import { type ReadWish, type ResultsRead, readResults } from "@/lib/domain/test-runs/read-results";
import { evaluatedOf, percent } from "@/lib/domain/test-runs/rules";
import { type CheckSummary, nameOf } from "@/lib/domain/test-runs/summary";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { PublicError } from "@/lib/platform/errors/public-error";

/** Returns what a file of results shows, as the command answers it: as JSON, and in words. Throws as `readResults` does. */
export async function answerFrom(path: string, wish: ReadWish) {
  const read = await readResults(await fileOnDisk(path), wish);
  return { json: jsonOf(read), inWords: () => wordsOf(read) };
}

/** Returns what is answered where a file cannot be read, with the nearest formats; null for an error that is ours. */
export function refusalOf(error: unknown): { ok: false; error: string; guesses: readonly string[] } | null {
  if (!(error instanceof PublicError)) return null;
  return { ok: false, error: error.message, guesses: error instanceof UnknownResults ? error.guesses : [] };
}

function jsonOf(read: ResultsRead) {
  const { counts } = read;
  return {
    format: read.format,
    format_version: read.formatVersion,
    tool: read.tool,
    tool_version: read.toolVersion,
    target_reported: read.targets.join(", ") || null,
    complete: read.complete,
    evaluated: evaluatedOf(counts),
    defended: counts.defended,
    vulnerable: counts.vulnerable,
    errors: counts.error,
    inconclusive: counts.inconclusive,
    skipped: counts.skipped,
    findings: findingsOf(read).map((check) => ({
      check: labelOf(check, read.checks),
      class: check.threatClass,
      severity: check.severity,
      occurrences: check.counts.vulnerable,
      rate: check.rate === null ? null : rounded(check.rate.share),
      interval: check.rate?.interval.map(rounded) ?? null,
      owasp: check.owasp,
      atlas: check.atlas,
    })),
    warnings: read.warnings.map(warningInWords),
  };
}

function findingsOf({ checks }: ResultsRead): CheckSummary[] {
  return checks.filter(({ severity }) => severity !== null);
}

// The detector is named only where the check has several: alone it adds nothing.
function labelOf(one: CheckSummary, all: readonly CheckSummary[]): string {
  const several = all.some(({ check, detector }) => check === one.check && detector !== one.detector);
  return clean(nameOf(several ? one : { ...one, detector: null }));
}

function rounded(share: number): number {
  return Number(share.toFixed(6));
}

function warningInWords({ line, message }: Warning): string {
  return line === null ? message : `Line ${line}: ${message}`;
}

function wordsOf(read: ResultsRead): string[] {
  const { counts, failuresOnly, exercise } = read;
  const evaluated = evaluatedOf(counts);
  const rest = [
    [counts.error, "errors"],
    [counts.inconclusive, "inconclusive"],
    [counts.skipped, "skipped"],
  ].map(([count, word]) => `${count} ${word}`);
  const found = findingsOf(read);
  const target = read.targets.join(", ");
  return [
    `${[read.tool ?? read.format, read.toolVersion].filter(Boolean).map(String).map(clean).join(" ")} (${read.format}, ${clean(read.formatVersion)}), ${read.complete ? "complete" : "not known to be complete"}${exercise ? ", a training exercise" : ""}.`,
    target === "" ? "The file names no target." : `Target as the file names it: ${clean(target)}.`,
    failuresOnly
      ? `${counts.vulnerable} failures; the file lists no passes. ${rest.join(", ")}.`
      : `${evaluated} evaluated: ${counts.defended} defended, ${counts.vulnerable} vulnerable. Beside them ${rest.join(", ")}.`,
    ...found.map((check) => findingInWords(check, labelOf(check, read.checks))),
    ...read.warnings.map((warning) => `Note: ${warningInWords(warning)}`),
  ];
}

function findingInWords(check: CheckSummary, label: string): string {
  const { rate, counts, severity, severityReason } = check;
  const threat = check.threatClass === null ? null : threatClasses().get(check.threatClass);
  const times = rate
    ? `${counts.vulnerable} of ${rate.of} (${percent(rate.share)}, 95 % interval ${percent(rate.interval[0])} to ${percent(rate.interval[1])})`
    : `${counts.vulnerable} times`;
  const lists = [...check.owasp.map(({ edition, id }) => `OWASP ${edition} ${id}`), ...check.atlas];
  return `${severity?.toUpperCase()} ${label}: ${times}; ${threat?.name ?? "mapped to no threat class"}${lists.length > 0 ? ` [${lists.join(", ")}]` : ""}. ${severityReason}`;
}
