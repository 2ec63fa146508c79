import "server-only";
import { notify } from "@/lib/domain/tasks/commands/notify";
import { keptOrNull } from "@/lib/domain/test-runs/commands/write-run";
import type { Compared, Comparison, Tested } from "@/lib/domain/test-runs/findings/compare";
import { findingRef, rerun } from "@/lib/domain/test-runs/findings/rules";
import { keptWords } from "@/lib/domain/test-runs/imports/kept-words";
import { evaluatedOf } from "@/lib/domain/test-runs/rules";
import { runRef } from "@/lib/domain/test-runs/runs/schema";
import { severities } from "@/lib/domain/test-runs/schema";
import { nameOf } from "@/lib/domain/test-runs/summary";
import { threatClasses } from "@/lib/domain/test-runs/threat-classes";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { Finding, Prisma, TestRun } from "@/lib/platform/database/generated/client";
import type { Context } from "@/lib/platform/operation/operation";

/** What a run did to the findings of its system. */
interface Written {
  changes: readonly Change[];
  created: readonly Finding[];
  /** Those that people are to be told of: seen again after a while. */
  reopened: readonly Finding[];
}

const atOnce = 500;

/** Writes the findings that a run makes and what it makes of those that were known, each change of state with its reason. */
export async function writeFindings(
  context: Context,
  run: TestRun,
  { entries }: Comparison,
): Promise<Written> {
  const fresh = entries.filter(({ effect }) => effect === "create");
  const created: Finding[] = [];
  for (let from = 0; from < fresh.length; from += atOnce)
    created.push(...(await writeNew(context, run, fresh.slice(from, from + atOnce))));
  const changes: Change[] = created.map((one) => ({
    ...findingChange(null, one),
    action: "findings.create",
  }));
  const reopened: Finding[] = [];
  for (const { known: before, tested, after, effect } of entries) {
    if (!before || !after || effect === "not-retested" || effect === "older-run") continue;
    const tells = effect === "reopen" && isQuiet(before, context.now) === false;
    const written = await context.tx.finding.update({
      where: { id: before.id },
      data: {
        ...(tested.counts.vulnerable > 0 ? seen(before, tested, run) : {}),
        ...{ lastTestedAt: run.ranAt, lastTestedRunId: run.id, cleanRuns: after.cleanRuns },
        ...{ state: after.state, heldState: after.heldState, version: { increment: 1 } },
        ...(after.state === before.state ? {} : { stateReason: after.reason }),
        ...(tells ? { toldAt: context.now } : {}),
      },
    });
    if (after.state !== before.state)
      await writeEvent(context, written, { from: before.state, reason: after.reason, runId: run.id });
    if (tells) reopened.push(written);
    changes.push({ ...findingChange(before, written), action: "findings.testAgain" });
  }
  return { changes, created, reopened };
}

// What comes and goes is told once in a while.
function isQuiet({ toldAt }: Finding, now: Date): boolean {
  return toldAt !== null && now.getTime() - toldAt.getTime() < rerun.quietDays * 86_400_000;
}

async function writeNew({ tx, actor, now }: Context, run: TestRun, entries: readonly Compared[]) {
  const { unitId, systemId, modelId, id: runId, ranAt } = run;
  const made = await tx.finding.createManyAndReturn({
    data: entries.map(({ tested }) => ({
      ...{ unitId, systemId, modelId, title: titleOf(tested), fingerprint: tested.fingerprint },
      ...{ check: keptWords(tested.check), threatClass: tested.threatClass },
      ...{ detector: keptOrNull(tested.detector), place: keptOrNull(tested.place) },
      ...measured(tested, run),
      ...{ ...severe(tested), severityReason: tested.severityReason ?? "" },
      ...{ owasp: tested.owasp.map((one) => ({ ...one })), atlas: [...tested.atlas] },
      ...{ firstSeenAt: ranAt, lastTestedAt: ranAt, firstRunId: runId, lastTestedRunId: runId },
      ...{ toldAt: now, createdById: authorOf(actor) },
    })),
  });
  await tx.findingEvent.createMany({
    data: made.map(({ id, occurrences, evaluated }) => ({
      ...{ findingId: id, unitId, fromState: null, toState: "open", runId, createdById: authorOf(actor) },
      reason: evaluated > 0 ? `Seen in ${occurrences} of ${evaluated} cases.` : `Seen ${occurrences} times.`,
    })),
  });
  return made;
}

function titleOf(tested: Tested): string {
  const named = tested.threatClass === null ? null : threatClasses().get(tested.threatClass);
  return `${named?.name ?? "Mapped to no threat class"}: ${keptWords(nameOf(tested))}`.slice(0, 200);
}

function seen(before: Finding, tested: Tested, run: TestRun) {
  const { ruledSeverity, ruledReason, severity, severityRank } = severe(tested, before);
  const reason = tested.severityReason ?? before.ruledReason;
  return {
    ...measured(tested, run),
    ...{ ruledSeverity, ruledReason },
    // What a person decided about the severity stands.
    ...(before.severityByPerson ? {} : { severity, severityRank, severityReason: reason }),
  };
}

function severe(tested: Tested, before?: Finding) {
  const severity = tested.severity ?? before?.ruledSeverity ?? "info";
  const reason = tested.severityReason ?? before?.ruledReason ?? "";
  return { severity, severityRank: rankOf(severity), ruledSeverity: severity, ruledReason: reason };
}

/** Returns how severe a word is: 5 for critical, 1 for informational. */
export function rankOf(severity: string): number {
  return severities.length - severities.map(String).indexOf(severity);
}

function measured({ counts, rate }: Tested, { id, ranAt, tool }: TestRun) {
  const percent = (share: number | undefined) =>
    share === undefined ? null : Number((share * 100).toFixed(1));
  return {
    ...{ tool, occurrences: counts.vulnerable, evaluated: rate === null ? 0 : evaluatedOf(counts) },
    ...{ failurePercent: percent(rate?.share), failureLow: percent(rate?.interval[0]) },
    ...{ failureHigh: percent(rate?.interval[1]), lastSeenAt: ranAt, lastSeenRunId: id },
  };
}

interface Event {
  from: string | null;
  reason: string;
  runId: string | null;
}

/** Writes down that a finding is in another state, and why. */
export async function writeEvent(
  { tx, actor }: Pick<Context, "tx" | "actor">,
  { id, unitId, state }: Finding,
  { from, reason, runId }: Event,
): Promise<void> {
  const data: Prisma.FindingEventCreateManyInput = {
    ...{ findingId: id, unitId, fromState: from, toState: state, reason, runId },
    createdById: authorOf(actor),
  };
  await tx.findingEvent.createMany({ data });
}

/** Tells the owner of the system what a run found, in one line, and owners of findings what was seen again. */
export async function tellPeople(context: Context, run: TestRun, { created, reopened }: Written) {
  if (created.length + reopened.length === 0) return;
  const { ownerId } = await context.tx.system.findUniqueOrThrow({
    where: { id: run.systemId },
    select: { ownerId: true },
  });
  const again = reopened.length > 0 ? `, ${reopened.length} seen again` : "";
  await notify(context, {
    title: `${runRef(run.number)}, ${run.tool}: ${created.length} new findings${again}`,
    ...{ subjectType: "test-runs", subjectId: run.id, personIds: [ownerId] },
  });
  for (const one of reopened.filter((finding) => finding.ownerId !== ownerId))
    await notify(context, {
      title: `${findingRef(one.number)} ${one.title} was seen again`,
      ...{ subjectType: "findings", subjectId: one.id, personIds: [one.ownerId] },
    });
}

/** Returns the change of a finding for the audit trail; `why` is what a person wrote about it. */
export function findingChange(
  before: Finding | null,
  after: Finding,
  why: Readonly<Record<string, string>> = {},
): Change {
  return {
    subject: { type: "findings", id: after.id, unitId: after.unitId },
    before,
    after: { ...after, ...why },
  };
}
