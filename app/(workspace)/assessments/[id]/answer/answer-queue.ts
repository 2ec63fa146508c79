import type { Answer } from "@/lib/domain/assessments/templates/rules";

/** An answer that was given here and has not reached the server yet. */
export interface Waiting {
  answer: Answer | null;
  /** The number of the answer that stood at the question when this one was given. */
  seen: number;
  /** Of this attempt: sent again, it changes nothing twice. */
  key: string;
  /** When it was given, so that what is oldest goes first. */
  at: number;
  /** Why the server does not take it; it waits to be changed. */
  refused?: string;
}

export type Queue = Readonly<Record<string, Waiting>>;

// In the browser's own storage, so that a reload, a crash or another tab loses nothing.

/** Returns what waits to be saved of an assessment, by the keys of the questions. */
export function readQueue(place: string): Queue {
  try {
    return JSON.parse(localStorage.getItem(place) ?? "{}") as Queue;
  } catch {
    return {};
  }
}

/** Keeps what waits to be saved of an assessment. */
export function keepQueue(place: string, queue: Queue): void {
  try {
    if (Object.keys(queue).length === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(queue));
  } catch {
    // Without storage the answers are still sent; only a reload while there is no connection would lose them.
  }
}

/** Returns the question whose answer goes next, or null. */
export function nextOf(queue: Queue): string | null {
  const ready = Object.entries(queue).filter(([, one]) => one.refused === undefined);
  return ready.toSorted(([, a], [, b]) => a.at - b.at)[0]?.[0] ?? null;
}

/** Returns whether two answers say the same. */
export function sameAnswer(one: Answer | null | undefined, other: Answer | null | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
