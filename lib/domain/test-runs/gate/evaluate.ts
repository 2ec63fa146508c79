import "server-only";
import {
  findingsResult,
  type GateFinding,
  type GateRun,
  isSelected,
  matches,
  type RuleResult,
  rateResult,
  type Verdict,
} from "@/lib/domain/test-runs/gate/gate-rules";
import { type PlannedLine, planResult } from "@/lib/domain/test-runs/gate/plan-rule";
import type { GatePolicy, Waiver } from "@/lib/domain/test-runs/gate/policy";
import { evaluatedOf } from "@/lib/domain/test-runs/rules";
import { nameOf } from "@/lib/domain/test-runs/summary";

/** What a gate decides about: results of files, and what was known before. */
export interface GateInput {
  runs: readonly GateRun[];
  /** Fingerprints of the findings on the branch that this one goes into; null where none were given. */
  baseline: ReadonlySet<string> | null;
  /** Fingerprints of findings that a person called false or out of scope; none where nobody keeps them. */
  dismissed?: ReadonlySet<string>;
  /** The day of the decision, as 2026-11-27. */
  today: string;
  /** What could not be read, in a sentence each. */
  unread: readonly string[];
  /** The test plan of the AI system as it stands; none where nobody knows it. */
  plan?: readonly PlannedLine[];
  /** What else a person should know. */
  notes?: readonly string[];
}

/** What a policy says of results. */
export interface GateDecision {
  verdict: Verdict;
  rules: readonly RuleResult[];
  /** Why nothing can be decided, in a sentence each: what is missing, incomplete or broken. */
  missing: readonly string[];
  findings: readonly GateFinding[];
  waivers: readonly (Waiver & { state: "in force" | "expired" | "unused" })[];
  counts: { evaluated: number; errors: number; error_rate: number };
  /** Of the baseline: found no more though tested again, and not tested again. */
  fixed: number;
  not_retested: number;
  /** What a person should know and what decides nothing. */
  notes: readonly string[];
}

/**
 * Returns what a policy says of results: fail where a blocking rule is broken beyond doubt, undecided where something is missing,
 * incomplete, broken or too little, pass only where every rule was decided. A result of a game or lesson is no evidence.
 */
export function evaluateGate(policy: GatePolicy, input: GateInput): GateDecision {
  const evidence = input.runs.filter(({ exercise }) => !exercise);
  const { findings, waivers } = weighed(policy, evidence, input);
  const plan = policy.require_plan ? planResult(input.plan ?? null) : null;
  const rules = [
    ...policy.rules.map((rule) =>
      "findings" in rule ? findingsResult(rule, findings) : rateResult(rule, evidence),
    ),
    ...(plan ? [plan.rule] : []),
  ];
  const counts = countsOf(evidence);
  const missing = [...missingIn(policy, evidence, counts, input.unread), ...(plan?.missing ?? [])];
  const blocking = rules.filter(({ effect }) => effect === "block");
  const failed = blocking.some(({ result }) => result === "fail");
  const open = missing.length > 0 || blocking.some(({ result }) => result === "undecided");
  return {
    verdict: failed ? "fail" : open ? "undecided" : "pass",
    ...{ rules, missing, findings, waivers, counts },
    ...goneFrom(input, evidence, findings),
    notes: [...notesOn(policy, input, evidence.length), ...(input.notes ?? [])],
  };
}

function weighed(policy: GatePolicy, evidence: readonly GateRun[], input: GateInput) {
  const used = new Set<Waiver>();
  const found = new Map<string, GateFinding>();
  for (const { tool, checks } of evidence)
    for (const one of checks) {
      if (one.severity === null) continue;
      const { fingerprint } = one;
      const waiver = policy.waivers.find(({ finding }) => finding === fingerprint || finding === nameOf(one));
      if (waiver) used.add(waiver);
      const known = input.baseline?.has(fingerprint) === true;
      const accepted = waiver !== undefined && waiver.until >= input.today;
      const before = found.get(fingerprint);
      found.set(fingerprint, {
        ...{ fingerprint, tool, check: one.check, detector: one.detector, place: one.place },
        ...{ class: one.threatClass, severity: one.severity },
        occurrences: one.counts.vulnerable + (before?.occurrences ?? 0),
        state: input.dismissed?.has(fingerprint)
          ? "dismissed"
          : accepted
            ? "accepted"
            : known
              ? "existing"
              : "new",
      });
    }
  const state = (waiver: Waiver) =>
    waiver.until < input.today
      ? ("expired" as const)
      : used.has(waiver)
        ? ("in force" as const)
        : ("unused" as const);
  return {
    findings: [...found.values()],
    waivers: policy.waivers.map((waiver) => ({ ...waiver, state: state(waiver) })),
  };
}

function countsOf(evidence: readonly GateRun[]): GateDecision["counts"] {
  const evaluated = evidence.reduce((sum, { counts }) => sum + evaluatedOf(counts), 0);
  const errors = evidence.reduce((sum, { counts }) => sum + counts.error, 0);
  return { evaluated, errors, error_rate: errors === 0 ? 0 : errors / (evaluated + errors) };
}

// Whatever is missing could hide a failure: nothing of it is ever read as a pass.
function missingIn(
  policy: GatePolicy,
  evidence: readonly GateRun[],
  { evaluated, errors, error_rate: rate }: GateDecision["counts"],
  unread: readonly string[],
): string[] {
  const incomplete = policy.require_complete ? evidence.filter(({ complete }) => !complete) : [];
  return [
    ...unread,
    ...(evaluated === 0 ? ["No test case was evaluated."] : []),
    ...policy.require.flatMap(({ suite, minimum_cases: least }) => {
      const cases = casesOf(suite, evidence);
      if (cases >= least) return [];
      return `The suite ${suite} is required with ${least} evaluated cases, and ${cases} are there.`;
    }),
    ...incomplete.map(({ tool }) => `Nothing shows that a run of ${tool} came to its end.`),
    ...(rate > policy.errors.limit
      ? [
          `${errors} of ${evaluated + errors} cases ended in an error, more than ${policy.errors.limit * 100} %.`,
        ]
      : []),
  ];
}

/** A suite is named "tool" or "tool:check", with a star for any letters. */
function casesOf(suite: string, evidence: readonly GateRun[]): number {
  const [wanted = "", ...rest] = suite.split(":");
  const check = rest.length > 0 ? rest.join(":") : undefined;
  return evidence
    .filter(({ tool }) => matches(wanted, tool))
    .map(({ checks, tool }) => {
      const chosen = checks.filter((one) => isSelected({ check }, tool, one));
      const whole = chosen.filter(({ closer }) => !closer);
      return (whole.length > 0 ? whole : chosen).reduce((sum, { counts }) => sum + evaluatedOf(counts), 0);
    })
    .reduce((sum, cases) => sum + cases, 0);
}

// Only what was tested again, to the end and without a failure, is fixed.
function goneFrom({ baseline }: GateInput, evidence: readonly GateRun[], findings: readonly GateFinding[]) {
  const now = new Set(findings.map(({ fingerprint }) => fingerprint));
  const clean = new Set(
    evidence
      .filter(({ complete }) => complete)
      .flatMap(({ checks }) => checks)
      .filter(({ counts }) => counts.vulnerable === 0 && counts.defended > 0)
      .map(({ fingerprint }) => fingerprint),
  );
  const gone = [...(baseline ?? [])].filter((one) => !now.has(one));
  const fixed = gone.filter((one) => clean.has(one)).length;
  return { fixed, not_retested: gone.length - fixed };
}

function notesOn(policy: GatePolicy, { runs, baseline }: GateInput, evidence: number): string[] {
  const exercises = runs.length - evidence;
  const compares = policy.rules.some((rule) => "findings" in rule && rule.only_new);
  return [
    ...(exercises > 0 ? [`${exercises} files are of a training exercise and count for nothing here.`] : []),
    ...(compares && baseline === null ? ["No baseline was given, so every finding counts as new."] : []),
    ...(policy.mode === "advisory"
      ? ["The policy is advisory: it says what it finds and stops nothing."]
      : []),
  ];
}
