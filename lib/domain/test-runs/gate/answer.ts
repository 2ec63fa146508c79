import "server-only";
import type { GateDecision } from "@/lib/domain/test-runs/gate/evaluate";
import type { ReadPolicy } from "@/lib/domain/test-runs/gate/policy";

/** What was asked, beside the results: whose they are, of which state of the source, and the files by their digests. */
export interface GateAsked {
  subject: { system: string | null; model: string | null; commit: string | null; branch: string | null };
  inputs: readonly { file: string; sha256: string; format: string | null }[];
  evaluatedAt: string;
}

export type GateAnswer = ReturnType<typeof gateAnswer>;

/** Returns a decision as every door answers it. An advisory policy ends with 0 whatever it says; 1 is fail and 2 undecided. */
export function gateAnswer({ policy, sha256 }: ReadPolicy, decision: GateDecision, asked: GateAsked) {
  const { findings, counts, missing } = decision;
  const state = (wanted: string) => findings.filter((one) => one.state === wanted).length;
  return {
    verdict: decision.verdict,
    exit_code: policy.mode === "advisory" ? 0 : { pass: 0, fail: 1, undecided: 2 }[decision.verdict],
    policy: { id: policy.id, version: policy.version, mode: policy.mode, sha256 },
    subject: asked.subject,
    completeness: {
      runs: asked.inputs.length,
      expected_tests: policy.require.map(({ suite }) => suite),
      missing,
      ...counts,
      error_rate: Number(counts.error_rate.toFixed(6)),
    },
    rules: decision.rules.map((rule) => ({
      ...rule,
      ...(rule.observed === null ? {} : { observed: Number(rule.observed.toFixed(6)) }),
      ...(rule.ci95 ? { ci95: rule.ci95.map((end) => Number(end.toFixed(6))) } : {}),
    })),
    ...{ new: state("new"), existing: state("existing"), accepted: state("accepted") },
    ...{ fixed: decision.fixed, not_retested: decision.not_retested },
    findings,
    waivers: decision.waivers,
    notes: decision.notes,
    inputs: asked.inputs,
    evaluated_at: asked.evaluatedAt,
  };
}
