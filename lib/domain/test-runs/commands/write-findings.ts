import "server-only";
import { v7 } from "uuid";
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
import type { Finding, TestRun } from "@/lib/platform/database/generated/client";
import { insertMany, updateMany } from "@/lib/platform/database/write-many";
import type { Context } from "@/lib/platform/operation/operation";

/** What a run did to the findings of its system. */
interface Written {
  changes: readonly Change[];
  created: readonly Finding[];
  /** Those that people are to be told of: seen again after a while. */
  reopened: readonly Finding[];
}

/** Writes the findings that a run makes and what it makes of those that were known, each change of state with its reason. */
export async function writeFindings(
  context: Context,
  run: TestRun,
  { entries }: Comparison,
): Promise<Written> {
  const fresh = entries.filter(({ effect }) => effect === "create");
  const created = await writeNew(context, run, fresh);
  const changes: Change[] = created.map((one) => ({
    ...findingChange(null, one),
    action: "findings.create",
  }));
  const written: Finding[] = [];
  const events: NewEvent[] = [];
  const reopened: Finding[] = [];
  for (const { known: before, tested, after, effect } of entries) {
    if (!before || !after || effect === "not-retested" || effect === "older-run") continue;
    const tells = effect === "reopen" && isQuiet(before, context.now) === false;
    const one: Finding = {
      ...before,
      ...(tested.counts.vulnerable > 0 ? seen(before, tested, run) : {}),
      ...{ lastTestedAt: run.ranAt, lastTestedRunId: run.id, cleanRuns: after.cleanRuns },
      ...{ state: after.state, heldState: after.heldState, version: before.version + 1 },
      ...(after.state === before.state ? {} : { stateReason: after.reason }),
      ...{ toldAt: tells ? context.now : before.toldAt, updatedAt: context.now },
    };
    written.push(one);
    if (one.state !== before.state)
      events.push(eventOf(context, one, { from: before.state, reason: after.reason, runId: run.id }));
    if (tells) reopened.push(one);
    changes.push({ ...findingChange(before, one), action: "findings.testAgain" });
  }
  await updateMany("findings", written, movedByRuns);
  await insertMany("finding_events", events);
  return { changes, created, reopened };
}

const movedByRuns = [
  ...(["tool", "occurrences", "evaluated", "failurePercent", "failureLow", "failureHigh"] as const),
  ...(["lastSeenAt", "lastSeenRunId", "lastTestedAt", "lastTestedRunId", "cleanRuns"] as const),
  ...(["ruledSeverity", "ruledReason", "severity", "severityRank", "severityReason"] as const),
  ...(["state", "heldState", "stateReason", "toldAt", "version", "updatedAt"] as const),
];

// What comes and goes is told once in a while.
function isQuiet({ toldAt }: Finding, now: Date): boolean {
  return toldAt !== null && now.getTime() - toldAt.getTime() < rerun.quietDays * 86_400_000;
}

async function writeNew(context: Context, run: TestRun, entries: readonly Compared[]): Promise<Finding[]> {
  const { actor, now } = context;
  const { unitId, systemId, modelId, id: runId, ranAt } = run;
  const fresh = entries.map(
    ({ tested }): Omit<Finding, "number"> => ({
      ...{ id: v7(), unitId, systemId, modelId, title: titleOf(tested), fingerprint: tested.fingerprint },
      ...{ check: keptWords(tested.check), threatClass: tested.threatClass },
      ...{ detector: keptOrNull(tested.detector), place: keptOrNull(tested.place) },
      ...measured(tested, run),
      ...{ ...severe(tested), severityReason: tested.severityReason ?? "", severityByPerson: false },
      ...{ owasp: tested.owasp.map((one) => ({ ...one })), atlas: [...tested.atlas] },
      ...{ state: "open", stateReason: null, heldState: null, cleanRuns: 0, ownerId: null, dueOn: null },
      ...{ firstSeenAt: ranAt, lastTestedAt: ranAt, firstRunId: runId, lastTestedRunId: runId },
      ...{ toldAt: now, createdById: authorOf(actor), createdAt: now, updatedAt: now, version: 1 },
    }),
  );
  const given = await insertMany("findings", fresh, ["id", "number"]);
  const numbers = new Map(given.map(({ id, number }) => [id, Number(number)]));
  const made = fresh.map((one): Finding => ({ ...one, number: numbers.get(one.id) ?? 0 }));
  const events = made.map((one) => {
    const { occurrences, evaluated } = one;
    const reason =
      evaluated > 0 ? `Seen in ${occurrences} of ${evaluated} cases.` : `Seen ${occurrences} times.`;
    return eventOf(context, one, { from: null, reason, runId });
  });
  await insertMany("finding_events", events);
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
  context: Pick<Context, "actor" | "now">,
  finding: Finding,
  event: Event,
): Promise<void> {
  await insertMany("finding_events", [eventOf(context, finding, event)]);
}

type NewEvent = ReturnType<typeof eventOf>;

function eventOf(
  { actor, now }: Pick<Context, "actor" | "now">,
  { id, unitId, state }: Finding,
  { from, reason, runId }: Event,
) {
  return {
    ...{ id: v7(), findingId: id, unitId, fromState: from, toState: state, reason, runId },
    ...{ createdById: authorOf(actor), createdAt: now },
  };
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
