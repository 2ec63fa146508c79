import "server-only";
import { fingerprintOf } from "@/lib/domain/test-runs/gate/fingerprint";
import type { FindingsRule, RateRule, Selection } from "@/lib/domain/test-runs/gate/policy";
import type { ResultsRead } from "@/lib/domain/test-runs/read-results";
import { type Counts, evaluatedOf, percent } from "@/lib/domain/test-runs/rules";
import { type Severity, severities } from "@/lib/domain/test-runs/schema";
import type { CheckSummary } from "@/lib/domain/test-runs/summary";
import { rateOf } from "@/lib/platform/statistics/wilson";

/** What a rule, or the policy as a whole, comes to. */
export type Verdict = "pass" | "fail" | "undecided";

/** What one rule came to, with what it saw and what it allows. */
export interface RuleResult {
  id: string;
  result: Verdict;
  effect: "block" | "warn";
  /** A number of findings, or a share between 0 and 1; null where there was nothing to see. */
  observed: number | null;
  limit: number;
  /** The cases that a share was counted from, and its 95 % interval. */
  n?: number;
  ci95?: readonly [number, number];
  finding_ids?: readonly string[];
  reason: string;
}

/** A finding that the gate weighs. */
export interface GateFinding {
  fingerprint: string;
  tool: string;
  check: string;
  detector: string | null;
  place: string | null;
  class: string | null;
  severity: Severity;
  occurrences: number;
  /** Accepted where a waiver holds, dismissed where a person called it no weakness. */
  state: "new" | "existing" | "accepted" | "dismissed";
}

/** One check of a run, with the fingerprint by which what it found is known again. */
type GateCheck = Pick<
  CheckSummary,
  "check" | "detector" | "place" | "closer" | "threatClass" | "counts" | "severity"
> & { fingerprint: string };

/** What a gate needs of one run: of a file that was just read, or of one that was stored. */
export interface GateRun {
  /** The tool that wrote the file, as its format is named. */
  tool: string;
  checks: readonly GateCheck[];
  counts: Counts;
  complete: boolean;
  failuresOnly: boolean;
  exercise: boolean;
}

/** Returns what a gate needs of a file that was read; its findings are known again within the subject. */
export function gateRun(read: ResultsRead, subject: string): GateRun {
  const { format: tool, counts, complete, failuresOnly, exercise } = read;
  const checks = read.checks.map((one) => ({ ...one, fingerprint: fingerprintOf(one, subject) }));
  return { tool, checks, counts, complete, failuresOnly, exercise };
}

/** Returns what a rule about findings comes to: accepted and dismissed ones do not count, and known ones only where it is about all. */
export function findingsResult(rule: FindingsRule, findings: readonly GateFinding[]): RuleResult {
  const { severity } = rule.findings;
  const counted = findings.filter(
    (one) =>
      (one.state === "new" || (one.state === "existing" && !rule.only_new)) &&
      severities.indexOf(one.severity) <= severities.indexOf(severity) &&
      isSelected(rule.findings, one.tool, { check: one.check, threatClass: one.class }),
  );
  const many = counted.length > rule.limit;
  const kind = `${rule.only_new ? "new " : ""}findings of ${severity === "info" ? "any severity" : `${severity} or worse`}`;
  return {
    ...{ id: rule.id, result: many ? "fail" : "pass", effect: rule.effect },
    ...{
      observed: counted.length,
      limit: rule.limit,
      finding_ids: counted.map(({ fingerprint }) => fingerprint),
    },
    reason: `${counted.length} ${kind}, ${rule.limit} allowed.`,
  };
}

/**
 * Returns what a rule about a failure rate comes to. It fails where even the lower end of the 95 % interval is above the limit, and
 * passes only with enough cases and a share within it; what lies between is undecided.
 */
export function rateResult(rule: RateRule, runs: readonly GateRun[]): RuleResult {
  const counts = runs.filter(({ failuresOnly }) => !failuresOnly).flatMap((run) => countsIn(rule.rate, run));
  const of = counts.reduce((sum, one) => sum + evaluatedOf(one), 0);
  const rate = rateOf(
    counts.reduce((sum, one) => sum + one.vulnerable, 0),
    of,
  );
  const seen = { id: rule.id, effect: rule.effect, limit: rule.limit };
  if (rate === null)
    return { ...seen, result: "undecided", observed: null, n: 0, reason: "No case of it was evaluated." };
  const measured = { ...seen, observed: rate.share, n: of, ci95: rate.interval };
  const said = `${percent(rate.share)} of ${of} cases failed (95 % interval ${percent(rate.interval[0])} to ${percent(rate.interval[1])}), ${percent(rule.limit)} allowed`;
  if (rate.interval[0] > rule.limit) return { ...measured, result: "fail", reason: `${said}.` };
  if (of < rule.minimum_cases)
    return {
      ...measured,
      result: "undecided",
      reason: `${said}; ${rule.minimum_cases} cases are needed to decide.`,
    };
  if (rate.share > rule.limit)
    return {
      ...measured,
      result: "undecided",
      reason: `${said}; above it, but not beyond doubt. Run more cases.`,
    };
  return { ...measured, result: "pass", reason: `${said}.` };
}

// A case and those who judged it more closely are not counted both, unless only the closer ones are asked about.
function countsIn(selection: Selection, { tool, checks }: GateRun) {
  const chosen = checks.filter((one) => isSelected(selection, tool, one));
  const whole = chosen.filter(({ closer }) => !closer);
  return (whole.length > 0 ? whole : chosen).map(({ counts }) => counts);
}

/** Whether a check is one of those that a policy selects. */
export function isSelected(
  selection: Selection,
  tool: string,
  { check, threatClass }: { check: string; threatClass: string | null },
): boolean {
  return (
    matches(selection.tool, tool) &&
    matches(selection.check, check) &&
    matches(selection.class, threatClass ?? "")
  );
}

/** Whether a name fits a pattern in which a star stands for any letters; every name fits none. */
export function matches(pattern: string | undefined, name: string): boolean {
  if (pattern === undefined) return true;
  const parts = pattern.toLowerCase().split("*");
  const [first = ""] = parts;
  let rest = name.toLowerCase();
  if (!rest.startsWith(first)) return false;
  if (parts.length === 1) return rest === first;
  const last = parts.at(-1) ?? "";
  rest = rest.slice(first.length);
  for (const part of parts.slice(1, -1)) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return rest.endsWith(last);
}
