import "server-only";
import { recordTest } from "@/lib/domain/controls/commands/record-test";
import { timeZoneOf } from "@/lib/domain/organization/settings/queries";
import { shownBy } from "@/lib/domain/test-runs/evidence/rules";
import { tests } from "@/lib/domain/test-runs/evidence/tests-control";
import { type Comparison, subjectOf } from "@/lib/domain/test-runs/findings/compare";
import { fingerprintOf } from "@/lib/domain/test-runs/gate/fingerprint";
import { keptWords } from "@/lib/domain/test-runs/imports/kept-words";
import type { ResultsRead } from "@/lib/domain/test-runs/read-results";
import { noCases } from "@/lib/domain/test-runs/rules";
import { runRef } from "@/lib/domain/test-runs/runs/schema";
import { outcomes } from "@/lib/domain/test-runs/schema";
import { type CheckSummary, nameOf } from "@/lib/domain/test-runs/summary";
import type { Change } from "@/lib/platform/audit/change";
import type { ControlCheck, TestRun } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";
import { dayIn, dayText } from "@/lib/platform/time/day";

/**
 * Records what a run says of the controls of its system that its checks test, as tests of them: scores that rest on a control
 * follow it from there. What a person called no weakness is no failure, and an older run than the newest test decides nothing.
 */
export async function recordEvidence(
  context: Context,
  run: TestRun,
  read: ResultsRead,
  comparison: Comparison,
): Promise<Change[]> {
  if (run.exercise) return [];
  const { tx } = context;
  const links = await tx.controlCheck.findMany({ where: { systemId: run.systemId, removedAt: null } });
  if (links.length === 0) return [];
  const controls = await tx.control.findMany({
    where: {
      id: { in: links.map(({ controlId }) => controlId) },
      status: { notIn: ["planned", "not-applicable"] },
      unitId: run.unitId,
    },
    orderBy: { number: "asc" },
  });
  const testedOn = dayIn(await timeZoneOf(tx), run.ranAt);
  const dismissed = dismissedIn(comparison);
  const subject = subjectOf(run);
  const checks = read.checks.filter((one) => !dismissed.has(fingerprintOf(one, subject)));
  const changes: Change[] = [];
  for (const control of controls) {
    const own = links.filter(({ controlId }) => controlId === control.id);
    const shown = shownOf(selected(checks, own, run.tool), run);
    const newest = dayText(control.lastTestedOn);
    if (shown === null || (newest !== null && testedOn < newest)) continue;
    const { change } = await recordTest(context, control, control.version, { ...shown, testedOn });
    changes.push({ ...change, action: "controls.test" });
  }
  return changes;
}

function dismissedIn({ entries }: Comparison): Set<string> {
  return new Set(entries.flatMap(({ effect, tested }) => (effect === "held" ? [tested.fingerprint] : [])));
}

function selected(checks: readonly CheckSummary[], links: readonly ControlCheck[], tool: string) {
  const chosen = checks.filter((one) => tests(links, tool, one));
  // A case and those who judged it more closely are not counted both.
  const whole = chosen.filter(({ closer }) => !closer);
  return whole.length > 0 ? whole : chosen;
}

function shownOf(checks: readonly CheckSummary[], run: TestRun) {
  if (checks.length === 0) return null;
  const counts = noCases();
  for (const one of checks) for (const outcome of outcomes) counts[outcome] += one.counts[outcome];
  const [worst] = checks.toSorted((a, b) => b.counts.vulnerable - a.counts.vulnerable);
  const named = worst && worst.counts.vulnerable > 0 && checks.length > 1 ? keptWords(nameOf(worst)) : null;
  const { tool, complete, failuresOnly } = run;
  return shownBy(counts, { ref: runRef(run.number), tool, complete, failuresOnly }, named);
}
