import "server-only";
import { tooManyErrors } from "@/lib/domain/test-runs/findings/rules";
import { type GateRun, isSelected, rateResult } from "@/lib/domain/test-runs/gate/gate-rules";
import type { PlanState, VersionRule } from "@/lib/domain/test-runs/plans/schema";
import { type Counts, noCases } from "@/lib/domain/test-runs/rules";
import { outcomes } from "@/lib/domain/test-runs/schema";
import { addDays } from "@/lib/platform/time/day";
import { formatDay } from "@/lib/platform/time/format-day";

/** What a planned test asks for. */
export interface Planned {
  tool: string | null;
  check: string | null;
  threatClass: string | null;
  limitPercent: number;
  minimumCases: number;
  cadenceDays: number;
  versions: VersionRule;
  /** The day it was planned on, as YYYY-MM-DD: until it has run, it is due then. */
  plannedOn: string;
}

/** A model or prompt as a run names it. */
interface Part {
  id: string;
  name: string;
  version: string | null;
}

/** A complete run that covers a planned test, without its results. */
export interface RunHead {
  id: string;
  ref: string;
  /** YYYY-MM-DD. */
  ranOn: string;
  model: Part | null;
  prompt: Part | null;
}

/** The versions of the models and prompts that the AI system uses today, by their ids. */
export type InUse = ReadonlyMap<string, string | null>;

/** How a planned test stands, and why in a sentence. */
export interface Judgement {
  state: PlanState;
  reason: string;
  runId: string | null;
  testedOn: string | null;
  /** The day by which it is to be run next. */
  dueOn: string;
}

/** A judgement with the share of cases that failed in the run behind it, in percent; null where none was evaluated. */
export interface Judged extends Judgement {
  observedPercent: number | null;
}

/** Whether a planned test counts as missing in a plan: it was never run, or what was run says nothing of today. */
export function countsAsMissing(state: string): boolean {
  return state === "missing" || state === "stale";
}

/** Returns why a run does not show what is in use today, in a sentence; null where it does, or where the version decides nothing. */
function outdatedBecause({ versions }: Pick<Planned, "versions">, run: RunHead, inUse: InUse): string | null {
  if (versions !== "in-use") return null;
  const named = [run.model, run.prompt].filter((one) => one !== null);
  if (named.length === 0)
    return `${run.ref} names neither model nor prompt, so nothing shows that it tested what is in use.`;
  const late = named.flatMap(({ id, name, version }) => {
    const now = inUse.get(id);
    if (now === undefined) return [`the system no longer uses ${name}, which ${run.ref} tested`];
    if (now === null || now === version) return [];
    return [`${name} is version ${now} now, and ${run.ref} tested ${version ?? "an unknown one"}`];
  });
  return late.length === 0 ? null : sentence(late.join("; "));
}

/**
 * Returns the run that decides: the newest that is not of another version, else the newest; null without any. One that does not
 * say what it tested hides nothing and shows nothing. Runs come newest first.
 */
export function decidingRun(planned: Planned, runs: readonly RunHead[], inUse: InUse): RunHead | null {
  const counts = (run: RunHead) =>
    (run.model === null && run.prompt === null) || outdatedBecause(planned, run, inUse) === null;
  return runs.find(counts) ?? runs[0] ?? null;
}

/** What a planned test is judged by, beside itself. */
interface Seen {
  /** The run that decides, with its results; null where no complete run covers it. */
  decides: { head: RunHead; run: GateRun } | null;
  /** The newest run that covers it and did not come to its end, where there is one. */
  incomplete: string | null;
  inUse: InUse;
  /** YYYY-MM-DD. */
  today: string;
  /** How it stood before. */
  before: Judgement | null;
}

/**
 * Returns how a planned test stands: missing without a complete run, stale where the run is too old or of another version, else
 * what its cases come to by the rule that gates use for rates. An error is neither pass nor fail.
 */
export function judgementOf(planned: Planned, seen: Seen): Judged {
  const { decides, incomplete, inUse, today, before } = seen;
  if (decides === null)
    return {
      ...{ state: "missing", runId: null, testedOn: null, dueOn: planned.plannedOn, observedPercent: null },
      reason: incomplete
        ? `${incomplete} covers it but did not come to its end, so it does not count.`
        : "No complete run of the system has covered it.",
    };
  const { head, run } = decides;
  const shown = shownBy(planned, run);
  const testedOn = head.ranOn;
  const due = addDays(testedOn, planned.cadenceDays);
  const known = { runId: head.id, testedOn, observedPercent: shown.observedPercent };
  const then = `${head.ref}: ${shown.reason}`;
  const outdated = outdatedBecause(planned, head, inUse);
  if (outdated !== null) {
    // It is due from the day on which the version changed, and stays so until it is run.
    const since = before?.state === "stale" && before.runId === head.id ? before.dueOn : today;
    return {
      ...known,
      state: "stale",
      reason: `${outdated} ${then}`,
      dueOn: [due, since].toSorted()[0] ?? due,
    };
  }
  if (due < today)
    return { ...known, state: "stale", reason: `${tooOld(head.ref, testedOn, planned)} ${then}`, dueOn: due };
  return { ...known, state: shown.state, reason: then, dueOn: due };
}

/** Returns why a run of a day is stale by its age. */
export function tooOld(ref: string, testedOn: string, { cadenceDays }: Pick<Planned, "cadenceDays">): string {
  return `${ref} ran on ${formatDay(testedOn)}, and it is planned every ${cadenceDays} days.`;
}

interface Shown {
  state: "met" | "failing" | "undecided";
  reason: string;
  observedPercent: number | null;
}

function shownBy(planned: Planned, run: GateRun): Shown {
  if (run.failuresOnly) {
    const reason = "The file lists failures alone, so no rate is known.";
    return { state: "undecided", reason, observedPercent: null };
  }
  const { result, reason, observed } = rateResult(
    {
      ...{ id: "planned", limit: planned.limitPercent / 100, minimum_cases: planned.minimumCases },
      rate: { check: planned.check ?? undefined, class: planned.threatClass ?? undefined },
      effect: "block",
    },
    [run],
  );
  const observedPercent = observed === null ? null : Number((observed * 100).toFixed(2));
  if (result === "fail") return { state: "failing", reason, observedPercent };
  const counts = countsOf(run, planned);
  if (tooManyErrors(counts)) {
    const errors = `${counts.error} cases ended in errors, which show nothing.`;
    return { state: "undecided", reason: `${reason} ${errors}`, observedPercent };
  }
  return { state: result === "pass" ? "met" : "undecided", reason, observedPercent };
}

function countsOf(run: GateRun, planned: Planned): Counts {
  const counts = noCases();
  for (const one of run.checks) {
    if (one.closer || !covers(planned, one)) continue;
    for (const outcome of outcomes) counts[outcome] += one.counts[outcome];
  }
  return counts;
}

/** Whether a check is one of those that a planned test asks for, whatever tool ran it. */
function covers(
  { check, threatClass }: Pick<Planned, "check" | "threatClass">,
  one: { check: string; threatClass: string | null },
): boolean {
  return isSelected({ check: check ?? undefined, class: threatClass ?? undefined }, "", one);
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
