import "server-only";
import { parentPort } from "node:worker_threads";
import type { Estimate } from "./ranges.ts";
import { addYears, figuresOf, simulateYears } from "./simulate.ts";

// Run by Node itself as a thread of its own, so everything it loads names its file in full.

/** A risk to be simulated: its ranges, and the seed that makes its years the same each time. */
export interface Simulated {
  estimate: Estimate;
  seed: string;
}

/** What the thread is asked: the figures of each risk, or of all of them as one. */
export interface Question {
  id: number;
  as: "each" | "sum";
  risks: readonly Simulated[];
}

function answer({ as, risks }: Question) {
  if (as === "each") return risks.map(({ estimate, seed }) => figuresOf(simulateYears(estimate, seed)));
  // Added one by one, so that two sets of years are held at a time, however many risks there are.
  let sum = addYears([]);
  for (const { estimate, seed } of risks) sum = addYears([sum, simulateYears(estimate, seed)]);
  return [figuresOf(sum)];
}

parentPort?.on("message", (question: Question) => {
  try {
    parentPort?.postMessage({ id: question.id, figures: answer(question) });
  } catch (error) {
    parentPort?.postMessage({ id: question.id, error: String(error) });
  }
});
