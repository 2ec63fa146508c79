import "server-only";
import type { GateRun } from "@/lib/domain/test-runs/gate/gate-rules";
import { type Severity, severities } from "@/lib/domain/test-runs/schema";
import type { Prisma } from "@/lib/platform/database/generated/client";

export type StoredRun = Prisma.TestRunGetPayload<{ include: { results: true } }>;

/** Returns what a gate needs of a run that was stored. */
export function storedGateRun(run: StoredRun): GateRun {
  const { complete, failuresOnly, exercise } = run;
  return {
    ...{ tool: run.format, complete, failuresOnly, exercise, counts: countsOf(run) },
    checks: run.results.map((one) => ({
      ...{ check: one.check, detector: one.detector, place: one.place, closer: one.closer },
      ...{ threatClass: one.threatClass, fingerprint: one.fingerprint, counts: countsOf(one) },
      severity: severityIn(one.severity),
    })),
  };
}

interface Counted {
  defended: number;
  vulnerable: number;
  errors: number;
  inconclusive: number;
  skipped: number;
}

function countsOf({ defended, vulnerable, errors, inconclusive, skipped }: Counted) {
  return { defended, vulnerable, error: errors, inconclusive, skipped };
}

function severityIn(word: string | null): Severity | null {
  return severities.find((one) => one === word) ?? null;
}
