import { type Counts, evaluatedOf, failureRate, percent } from "@/lib/domain/test-runs/rules";

/** Returns the short reference of a finding: F-0012. */
export function findingRef(number: number): string {
  return `F-${String(number).padStart(4, "0")}`;
}

/** When a run that found nothing closes a finding. */
export const rerun = {
  /** So many complete runs in a row, */
  cleanRuns: 2,
  /** or one in which even the upper end of the 95 % interval of the failure rate is below this share. */
  upperLimit: 0.05,
  /** So many cases are to be evaluated, or as many as when it was seen where those were fewer. */
  leastCases: 10,
  /** With a larger share of errors a run shows nothing. */
  errors: 0.05,
  /** What comes and goes is told once in so many days. */
  quietDays: 7,
} as const;

/** States that a person gave for good: a run never moves them. */
export const settledStates: readonly string[] = ["false-positive", "out-of-scope"];
const ended = [...settledStates, "closed"];

/** Whether a finding in this state still waits for something to be done. */
export function isOpen(state: string): boolean {
  return !ended.includes(state);
}

/** A finding as it stands before a run is taken in. */
interface Standing {
  state: string;
  heldState: string | null;
  cleanRuns: number;
  /** Cases evaluated when it was seen last. */
  evaluated: number;
  lastTestedAt: Date;
}

/** What is needed to know of a run. */
interface Rerun {
  complete: boolean;
  failuresOnly: boolean;
  at: Date;
  counts: Counts;
}

export type Effect = "update" | "reopen" | "not-reproduced" | "close" | "held" | "not-retested" | "older-run";

/** What a run makes of a finding, and why in a sentence. */
export interface AfterRun {
  effect: Effect;
  state: string;
  heldState: string | null;
  cleanRuns: number;
  reason: string;
}

/**
 * Returns what a run makes of a finding that is known: seen again, reopened, not reproduced, closed, or left as it is. Only what
 * was tested again can close, a person's word stands, and an older run decides nothing.
 */
export function afterRun(known: Standing, tested: Counts | null, run: Rerun): AfterRun {
  const { state, heldState, cleanRuns } = known;
  const stays = (effect: Effect, reason: string): AfterRun => ({
    effect,
    state,
    heldState,
    cleanRuns,
    reason,
  });
  if (run.at < known.lastTestedAt) return stays("older-run", "A newer run has tested it already.");
  if (tested === null || (evaluatedOf(tested) === 0 && tested.vulnerable === 0))
    return stays("not-retested", "The run did not evaluate a case of it.");
  const seen = tested.vulnerable > 0;
  if (settledStates.includes(state))
    return stays("held", `${seen ? "Seen again" : "Not seen"}; what a person decided stands.`);
  if (seen) return seenAgain(known, tested);
  if (state === "closed") return stays("update", "Tested again and not seen.");
  const doubt = doubtOf(known, tested, run);
  if (doubt !== null) return stays("not-retested", doubt);
  return clean(known, tested);
}

function seenAgain({ state, heldState }: Standing, tested: Counts): AfterRun {
  const times = `${tested.vulnerable} of ${evaluatedOf(tested)} cases`;
  const from = state === "not-reproduced" ? (heldState ?? "open") : state;
  if (from === "closed" || from === "fixed") {
    const was = from === "closed" ? "closed" : "said to be fixed";
    return {
      ...{ effect: "reopen", state: "reopened", heldState: null, cleanRuns: 0 },
      reason: `It was ${was} and was seen again in ${times}.`,
    };
  }
  return {
    ...{ effect: "update", state: from, heldState: null, cleanRuns: 0 },
    reason: `Seen in ${times}.`,
  };
}

// Why a run without a hit shows nothing; null where it shows something.
function doubtOf(known: Standing, tested: Counts, run: Rerun): string | null {
  const evaluated = evaluatedOf(tested);
  const needed = Math.max(1, Math.min(rerun.leastCases, known.evaluated));
  if (run.failuresOnly) return "The file lists failures alone, so it does not show that it was tested.";
  if (!run.complete) return "The run did not come to its end, or does not say so.";
  if (tooManyErrors(run.counts) || tooManyErrors(tested))
    return `More than ${percent(rerun.errors)} of the cases ended in errors.`;
  if (evaluated < needed) return `Only ${evaluated} cases of it were evaluated; ${needed} are needed.`;
  return null;
}

/** Whether so many cases ended in errors that the others show nothing. */
export function tooManyErrors(counts: Counts): boolean {
  const all = evaluatedOf(counts) + counts.error;
  return all > 0 && counts.error / all > rerun.errors;
}

function clean({ state, heldState, cleanRuns: before }: Standing, tested: Counts): AfterRun {
  const evaluated = evaluatedOf(tested);
  const cleanRuns = before + 1;
  const upper = failureRate(tested)?.interval[1] ?? 1;
  const sure = upper < rerun.upperLimit;
  if (cleanRuns >= rerun.cleanRuns || sure)
    return {
      ...{ effect: "close", state: "closed", heldState: null, cleanRuns },
      reason: sure
        ? `None of ${evaluated} cases failed: with 95 % certainty fewer than ${percent(upper)}.`
        : `Not seen in ${cleanRuns} complete runs in a row, ${evaluated} cases in the newest.`,
    };
  return {
    ...{ effect: "not-reproduced", state: "not-reproduced", cleanRuns },
    heldState: state === "not-reproduced" ? heldState : state,
    reason: `None of ${evaluated} cases failed. ${rerun.cleanRuns} complete runs in a row close it.`,
  };
}

/** Returns what is missing for a person to give a finding this state, in words that say what to do; null where nothing is. */
export function missingForState(
  state: string,
  reason: string | null,
): { path: "reason"; message: string } | null {
  if (reason !== null || ["confirmed", "in-progress"].includes(state)) return null;
  return { path: "reason", message: "Say why, in words an auditor can follow." };
}
