import type { Drawing } from "@/lib/domain/threat-models/edit/schema";

/** A drawing as it stands, with the states before it and those that were undone. */
export interface History {
  before: readonly Drawing[];
  now: Drawing;
  /** What was undone, the next to be done again first. */
  after: readonly Drawing[];
  /** What the last step was part of, such as the typing of one name; null where the next step stands alone. */
  run: string | null;
}

/** So many steps can be undone. */
export const mostSteps = 200;

/** Returns the history of a drawing that nobody has changed yet. */
export function begun(now: Drawing): History {
  return { before: [], now, after: [], run: null };
}

/** Returns the history after one more step; steps of one run, letter by letter, are undone together. */
export function stepped(history: History, next: Drawing, run: string | null = null): History {
  if (next === history.now) return history;
  const goesOn = run !== null && run === history.run;
  const before = goesOn ? history.before : [...history.before, history.now].slice(-mostSteps);
  return { before, now: next, after: [], run };
}

/** Returns the history one step, or run of steps, back; the same where there is nothing to undo. */
export function undone({ before, now, after, ...rest }: History): History {
  const last = before.at(-1);
  if (!last) return { before, now, after, ...rest };
  return { before: before.slice(0, -1), now: last, after: [now, ...after], run: null };
}

/** Returns the history with the last undone step done again; the same where there is none. */
export function redone({ before, now, after, ...rest }: History): History {
  const [next, ...others] = after;
  if (!next) return { before, now, after, ...rest };
  return { before: [...before, now], now: next, after: others, run: null };
}
