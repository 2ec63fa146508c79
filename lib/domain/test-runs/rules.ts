import { type Outcome, type Severity, severities } from "@/lib/domain/test-runs/schema";
import { type Rate, rateOf } from "@/lib/platform/statistics/wilson";

/** Numbers of test cases by what came of them. */
export type Counts = Record<Outcome, number>;

/** Returns counts of nothing. */
export function noCases(): Counts {
  return { defended: 0, vulnerable: 0, error: 0, inconclusive: 0, skipped: 0 };
}

/** Returns the cases that say something of the target: errors, inconclusive and skipped ones are no part of a rate. */
export function evaluatedOf({ defended, vulnerable }: Counts): number {
  return defended + vulnerable;
}

/** Returns the share of evaluated cases in which the target was vulnerable, with its 95 % interval; null without any. */
export function failureRate(counts: Counts): Rate | null {
  return rateOf(counts.vulnerable, evaluatedOf(counts));
}

/** How heavily a threat class weighs, from 1 to 3. */
export type Weight = 1 | 2 | 3;

const bands = [
  { from: 0.5, words: "at least half of the cases" },
  { from: 0.2, words: "at least a fifth" },
  { from: 0.05, words: "at least one in twenty" },
  { from: 0, words: "fewer than one in twenty" },
] as const;

const matrix: Record<Weight, readonly [Severity, Severity, Severity, Severity]> = {
  3: ["critical", "high", "high", "medium"],
  2: ["high", "medium", "medium", "low"],
  1: ["medium", "low", "low", "info"],
};

/**
 * Returns how severe a finding is and why, in a sentence: the worse of what the tool says and of what follows from the weight
 * of its class and the lower end of the 95 % interval of its failure rate. Without a rate the tool decides, and without its word the lowest band.
 */
export function severityOf(finding: { weight: Weight; rate: Rate | null; toolSeverity: Severity | null }): {
  severity: Severity;
  reason: string;
} {
  const { weight, rate, toolSeverity } = finding;
  if (rate === null && toolSeverity !== null)
    return { severity: toolSeverity, reason: `The tool says ${toolSeverity}; no rate is known.` };
  const low = rate?.interval[0] ?? 0;
  const band = bands.findIndex(({ from }) => low >= from);
  const byRate = matrix[weight][band] ?? "info";
  const why = rate
    ? `${percent(rate.share)} of ${rate.of} cases failed, with 95 % certainty ${bands[band]?.words ?? ""} (${percent(low)})`
    : "no rate is known, so the lowest band counts";
  const ruled = `${byRate}: class of weight ${weight} of 3; ${why}`;
  if (toolSeverity === null) return { severity: byRate, reason: `${ruled}.` };
  const severity = worse(byRate, toolSeverity);
  const reason =
    severity === byRate
      ? `${ruled}; the tool says ${toolSeverity}.`
      : `The tool says ${toolSeverity}; ${ruled}.`;
  return { severity, reason };
}

/** Returns the worse of two severities. */
export function worse(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) <= severities.indexOf(b) ? a : b;
}

const words: ReadonlyMap<string, Severity> = new Map([
  ...severities.map((one): [string, Severity] => [one, one]),
  ["informational", "info"],
  ["information", "info"],
  ["negligible", "info"],
  ["moderate", "medium"],
  ["important", "high"],
  ["severe", "critical"],
]);

/** Returns the severity that a tool's word stands for, or null for a word that stands for none. */
export function severityFromWord(word: unknown): Severity | null {
  return typeof word === "string" ? (words.get(word.trim().toLowerCase()) ?? null) : null;
}

/** Returns a share from 0 to 1 in per cent with at most one digit after the point, in words. */
export function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
