import type { DecisionState } from "@/lib/domain/decisions/schema";

const followers: Record<DecisionState, readonly DecisionState[]> = {
  requested: ["granted", "refused", "withdrawn", "stale"],
  granted: ["ended", "stale"],
  refused: [],
  withdrawn: [],
  ended: [],
  stale: [],
};

/** Returns whether a decision in one state may go into another; what was refused or has ended is never revived. */
export function mayFollow(from: DecisionState, to: DecisionState): boolean {
  return followers[from].includes(to);
}

/** Returns the state to show: a decision past its last day has ended, also before anybody wrote that down. */
export function shownState(state: DecisionState, until: string | null, today: string): DecisionState {
  return state === "granted" && until !== null && until < today ? "ended" : state;
}

/** Returns the last day on which a decision made today may end: a year from now. */
export function latestEnd(today: string): string {
  const end = new Date(`${today}T00:00:00Z`);
  end.setUTCFullYear(end.getUTCFullYear() + 1);
  return end.toISOString().slice(0, 10);
}

/** Returns what is wrong with an end date, or null. */
export function endProblem(until: string, today: string): string | null {
  if (until <= today) return `The end date is not in the future. Choose a date after ${today}.`;
  if (until > latestEnd(today))
    return `The end date is more than a year away. Choose ${latestEnd(today)} or earlier.`;
  return null;
}

interface Request {
  requestedById: string;
  authorIds: readonly string[];
}

/**
 * Returns what somebody can do with the request that waits on a record, given whether they hold the permission to sign there;
 * `notNow` says why an act that they hold the permission for is not theirs. Nobody signs what they asked for or had a part in.
 */
export function signingRights(personId: string | null, pending: Request | null, maySign: boolean) {
  const sign = pending !== null && maySign;
  const mine = pending !== null && personId !== null && pending.authorIds.includes(personId);
  return {
    sign: sign && !mine,
    withdraw: pending !== null && pending.requestedById === personId,
    notNow: sign && mine ? { sign: "You asked for it. Another person signs." } : {},
  };
}
