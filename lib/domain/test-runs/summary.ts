import "server-only";
import { type FailedCase, FailedCases, type Keeping } from "@/lib/domain/test-runs/cases/failed-cases";
import type {
  DeclaredCounts,
  ResultRecord,
  RunFacts,
  TestCase,
  Verdict,
} from "@/lib/domain/test-runs/formats/format";
import { limits } from "@/lib/domain/test-runs/formats/source/limits";
import {
  type Counts,
  evaluatedOf,
  failureRate,
  noCases,
  severityOf,
  worse,
} from "@/lib/domain/test-runs/rules";
import { type Outcome, outcomes, type Severity, severities } from "@/lib/domain/test-runs/schema";
import { newTally, type Tally } from "@/lib/domain/test-runs/tally";
import { classOf, type OwaspEntry, threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { TooLarge } from "@/lib/platform/errors/public-error";
import type { Rate } from "@/lib/platform/statistics/wilson";

/** What a run says of itself. */
export type RunSummary = Omit<RunFacts, "kind"> & { targets: readonly string[] };

/** What came of one check; a finding where the target was vulnerable, and evidence where it was not. */
export interface CheckSummary {
  check: string;
  detector: string | null;
  place: string | null;
  /** Whether it judged cases that count under another check already. */
  closer: boolean;
  /** A key of `threat-classes.csv`; null where the check is mapped to none. */
  threatClass: string | null;
  counts: Counts;
  /** Of evaluated cases, the share in which the target was vulnerable; null where the file lists failures alone. */
  rate: Rate | null;
  /** Null where the target was never vulnerable, or closer checks say each time why. */
  severity: Severity | null;
  /** Why it is that severe, in a sentence. */
  severityReason: string | null;
  owasp: readonly OwaspEntry[];
  atlas: readonly string[];
  /** Some of the cases in which the target was vulnerable, where they are kept. */
  failed: readonly FailedCase[];
}

/** What the records of a file come to. */
export interface RecordsSummary {
  runs: readonly RunSummary[];
  counts: Counts;
  checks: readonly CheckSummary[];
}

/** Adds up the records of a file, check by check; what is in memory grows with the checks, not with the cases. */
export class Summing {
  readonly #tool: string;
  readonly #warn: (message: string) => void;
  readonly #tallies = new Map<string, Tally>();
  readonly #failed: FailedCases | null;
  readonly #runs: (Omit<RunFacts, "kind"> & { targets: Set<string> })[] = [];

  /** Where failed cases are kept as well, `keeping` says what may be kept of their texts. */
  constructor(tool: string, warn: (message: string) => void, keeping: Keeping | null = null) {
    this.#tool = tool;
    this.#warn = warn;
    this.#failed = keeping && new FailedCases(keeping);
  }

  add(record: ResultRecord): void {
    if (record.kind === "run") this.#runs.push({ targets: new Set() });
    else if (record.kind === "facts") this.#note(record);
    else if (record.kind === "case") this.#count(record);
    else this.#declare(record);
  }

  /** Returns what the records come to, the worst checks first. */
  summary(): RecordsSummary {
    const rated = this.#runs.every(({ denominators }) => denominators !== false);
    for (const tally of this.#tallies.values()) this.#settle(tally);
    const checks = [...this.#tallies.values()].map((tally) => this.#summed(tally, rated)).sort(worstFirst);
    const counts = noCases();
    for (const tally of this.#tallies.values())
      for (const outcome of tally.closer ? [] : outcomes) counts[outcome] += tally.counts[outcome];
    for (const run of this.#runs) this.#compare(run, counts);
    return { runs: this.#runs.map((run) => ({ ...run, targets: [...run.targets] })), counts, checks };
  }

  #run() {
    const last = this.#runs.at(-1);
    if (last) return last;
    const first = { targets: new Set<string>() };
    this.#runs.push(first);
    return first;
  }

  #note({ kind: _, ...facts }: RunFacts): void {
    const run = this.#run();
    Object.assign(run, Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)));
    if (facts.target) this.#target(run, facts.target);
  }

  #target(run: { targets: Set<string> }, target: string): void {
    if (run.targets.size < mostTargets) run.targets.add(target.slice(0, longestName));
  }

  #count(one: TestCase): void {
    const { verdicts = [], count = 1 } = one;
    const tally = this.#judge(one, count, false);
    const why: Tally[] = [];
    for (const verdict of verdicts) {
      const judged = this.#judge(verdict, count, true);
      judged.failuresOnly ||= verdict.failuresOnly === true;
      if (verdict.outcome === "vulnerable") why.push(judged);
    }
    if (one.outcome === "vulnerable") {
      if (why.length > 0) tally.explained += count;
      if (this.#failed && one.said) {
        const said = one.said();
        for (const check of why.length > 0 ? why : [tally]) this.#failed.take(check, said, one.caseId);
      }
    }
    const run = this.#run();
    if (one.target && !run.targets.has(one.target)) this.#target(run, one.target);
  }

  #judge(one: TestCase | Verdict, count: number, closer: boolean): Tally {
    const tally = this.#tally(one, one.place ?? null, closer);
    tally.counts[one.outcome] += count;
    tally.threatClass ??= one.threatClass ?? null;
    if (one.toolSeverity && one.outcome === "vulnerable")
      tally.toolSeverity = tally.toolSeverity
        ? worse(tally.toolSeverity, one.toolSeverity)
        : one.toolSeverity;
    return tally;
  }

  #declare(one: DeclaredCounts): void {
    const { declared } = this.#tally(one, null);
    for (const outcome of outcomes) {
      const more = one.counts[outcome];
      if (more !== undefined) declared[outcome] = (declared[outcome] ?? 0) + more;
    }
  }

  #tally(
    one: { check: string; detector?: string | undefined; words?: readonly string[] | undefined },
    place: string | null,
    closer = false,
  ) {
    const { check, detector = null } = one;
    const key = JSON.stringify([check, detector, place, closer]);
    const known = this.#tallies.get(key);
    if (known) return known;
    if (this.#tallies.size >= limits.checks)
      throw new TooLarge(
        `The file has more than ${limits.checks.toLocaleString("en")} different checks. Split it.`,
      );
    const tally = newTally({ check, detector, place, words: one.words ?? [check], closer });
    this.#tallies.set(key, tally);
    return tally;
  }

  // The list of cases decides; what the tool counted stands in only where the cases are missing, and differences are told.
  #settle(tally: Tally): void {
    const declared = Object.entries(tally.declared) as [Outcome, number][];
    if (declared.length === 0) return;
    const name = nameOf(tally);
    if (Object.values(tally.counts).every((count) => count === 0)) {
      for (const [outcome, count] of declared) tally.counts[outcome] = count;
      return;
    }
    const differing = declared.filter(([outcome, count]) => tally.counts[outcome] !== count);
    if (differing.length > 0)
      this.#warn(
        `${name}: the tool counted ${wordsOf(differing)}, its list of cases holds ${wordsOf(differing.map(([outcome]) => [outcome, tally.counts[outcome]]))}. The list counts.`,
      );
  }

  #compare({ declared }: RunSummary | { declared?: RunFacts["declared"] }, counts: Counts): void {
    if (!declared || this.#runs.length > 1) return;
    const found = { ...counts, evaluated: evaluatedOf(counts) };
    const differing = Object.entries(declared).filter(
      ([key, count]) => count !== found[key as keyof typeof found],
    );
    if (differing.length === 0) return;
    const ours = differing.map(([key]): [string, number] => [key, found[key as keyof typeof found]]);
    this.#warn(
      `The tool's own totals say ${wordsOf(differing)}, its list of cases holds ${wordsOf(ours)}. The list counts.`,
    );
  }

  #summed(tally: Tally, rated: boolean): CheckSummary {
    const { check, detector, place, closer, counts, toolSeverity } = tally;
    const known = tally.threatClass === null ? null : (threatClasses().get(tally.threatClass) ?? null);
    const threat = known ?? classOf(this.#tool, tally.words);
    const rate = rated && !tally.failuresOnly ? failureRate(counts) : null;
    const severe =
      counts.vulnerable > tally.explained
        ? severityOf({ weight: threat?.weight ?? unmappedWeight, rate, toolSeverity })
        : null;
    return {
      ...{ check, detector, place, closer, counts, rate },
      threatClass: threat?.key ?? null,
      severity: severe?.severity ?? null,
      severityReason: severe?.reason ?? null,
      owasp: threat?.owasp ?? [],
      atlas: threat?.atlas ?? [],
      failed: this.#failed?.of(tally) ?? [],
    };
  }
}

function worstFirst(a: CheckSummary, b: CheckSummary): number {
  const rank = ({ severity }: CheckSummary) =>
    severity === null ? severities.length : severities.indexOf(severity);
  return (
    rank(a) - rank(b) || b.counts.vulnerable - a.counts.vulnerable || nameOf(a).localeCompare(nameOf(b), "en")
  );
}

/** What no table maps weighs as the middle one: neither hidden nor made more than it is. */
const unmappedWeight = 2;
const mostTargets = 20;
const longestName = 200;

/** Returns the name of a check as it is shown: with its detector where it has one, and the place it is about. */
export function nameOf({
  check,
  detector,
  place,
}: {
  check: string;
  detector: string | null;
  place: string | null;
}): string {
  return `${check}${detector === null ? "" : ` (${detector})`}${place === null ? "" : ` at ${place}`}`;
}

function wordsOf(counts: readonly (readonly [string, number | undefined])[]): string {
  return counts.map(([name, count]) => `${count} ${name}`).join(", ");
}
