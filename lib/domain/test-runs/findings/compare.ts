import "server-only";
import { type AfterRun, afterRun, type Effect, isOpen } from "@/lib/domain/test-runs/findings/rules";
import { fingerprintOf } from "@/lib/domain/test-runs/gate/fingerprint";
import type { ResultsRead } from "@/lib/domain/test-runs/read-results";
import { type Counts, failureRate, noCases } from "@/lib/domain/test-runs/rules";
import { outcomes, severities } from "@/lib/domain/test-runs/schema";
import type { CheckSummary } from "@/lib/domain/test-runs/summary";
import type { Transaction } from "@/lib/platform/database/client";
import type { Finding } from "@/lib/platform/database/generated/client";
import type { Rate } from "@/lib/platform/statistics/wilson";

/** What was tested of which system: findings are known again within it. */
export interface Target {
  systemId: string;
  modelId: string | null;
}

/** Everything that a file says under one fingerprint, as one. */
export interface Tested
  extends Pick<
    CheckSummary,
    "check" | "detector" | "place" | "threatClass" | "severity" | "severityReason" | "owasp" | "atlas"
  > {
  fingerprint: string;
  counts: Counts;
  rate: Rate | null;
}

/** What a run makes of one finding: a new one where none was known. */
export interface Compared {
  tested: Tested;
  known: Finding | null;
  effect: Effect | "create";
  after: AfterRun | null;
}

/** What a file comes to for the findings of its target. */
export interface Comparison {
  entries: readonly Compared[];
  /** Open findings of its tool of which it evaluated no case. */
  notRetested: readonly Finding[];
  /** Checks that were vulnerable and that no table maps to a threat class. */
  unmapped: readonly Tested[];
}

/** Returns by what the findings of a target are told apart from those of others. */
export function subjectOf({ systemId, modelId }: Target): string {
  return modelId === null ? systemId : `${systemId}\n${modelId}`;
}

/**
 * Returns what a file makes of the findings of what it tested. Checks with one fingerprint are one finding, whichever order
 * they come in; a training exercise says nothing of the system and touches none.
 */
export async function compare(
  tx: Transaction,
  target: Target,
  read: ResultsRead,
  at: Date,
): Promise<Comparison> {
  if (read.exercise) return { entries: [], notRetested: [], unmapped: [] };
  const tested = merged(read, subjectOf(target));
  const found = await tx.finding.findMany({ where: { systemId: target.systemId, modelId: target.modelId } });
  const known = new Map(found.map((one) => [one.fingerprint, one]));
  const run = { complete: read.complete, failuresOnly: read.failuresOnly, counts: read.counts, at };
  const entries = [...tested.values()].flatMap((one): Compared[] => {
    const before = known.get(one.fingerprint);
    if (!before)
      return one.severity === null ? [] : [{ tested: one, known: null, effect: "create", after: null }];
    const after = afterRun(before, one.counts, run);
    return [{ tested: one, known: before, effect: after.effect, after }];
  });
  const tools = new Set([read.tool ?? read.format, ...read.runs.flatMap(({ tool }) => tool ?? [])]);
  return {
    entries,
    notRetested: found.filter(
      (one) => !tested.has(one.fingerprint) && tools.has(one.tool) && isOpen(one.state),
    ),
    unmapped: [...tested.values()].filter(
      ({ severity, threatClass }) => severity !== null && threatClass === null,
    ),
  };
}

function merged({ checks, failuresOnly }: ResultsRead, subject: string): Map<string, Tested> {
  const byPrint = new Map<string, Tested>();
  for (const check of checks) {
    const fingerprint = fingerprintOf(check, subject);
    const known = byPrint.get(fingerprint);
    byPrint.set(fingerprint, known ? joined(known, check, failuresOnly) : { ...check, fingerprint });
  }
  return byPrint;
}

function joined(one: Tested, other: CheckSummary, failuresOnly: boolean): Tested {
  const counts = noCases();
  for (const outcome of outcomes) counts[outcome] = one.counts[outcome] + other.counts[outcome];
  const rank = ({ severity }: Pick<Tested, "severity">) =>
    severity === null ? severities.length : severities.indexOf(severity);
  const worst = rank(one) <= rank(other) ? one : other;
  return {
    ...one,
    ...{ severity: worst.severity, severityReason: worst.severityReason },
    ...{ counts, rate: failuresOnly ? null : failureRate(counts) },
  };
}
