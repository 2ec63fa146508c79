import { simulateYears } from "@/lib/domain/risks/quantification/simulate";
import { simulateEach, simulateSum } from "@/lib/domain/risks/quantification/simulation";
import type { Simulated } from "@/lib/domain/risks/quantification/worker";
import type { Line } from "@/tests/bench/table";

const risk = (max: number, seed: string): Simulated => ({
  estimate: {
    frequency: { kind: "pert", min: 0.1, likely: 0.5, max },
    loss: { kind: "lognormal", p5: 10_000, p95: 900_000 },
  },
  seed,
});

/** Measures the simulation of 100,000 years in its thread, beside the same sampling without a thread and without figures. */
export async function measureSimulation(add: (line: Line) => void): Promise<void> {
  // The thread is started, and its code made ready, by a first question.
  await simulateEach([risk(1, "warm")]);
  const cases: [string, () => Promise<unknown>, readonly Simulated[]][] = [
    ["100,000 years, up to 2 events a year", () => simulateEach([risk(2, "a")]), [risk(2, "a")]],
    ["100,000 years, up to 50 events a year", () => simulateEach([risk(50, "b")]), [risk(50, "b")]],
    ["200 risks added up", () => simulateSum(many), many],
  ];
  for (const [what, work, same] of cases) {
    const value = await seconds(work);
    const bare = await seconds(async () => {
      for (const { estimate, seed } of same) simulateYears(estimate, seed);
    });
    add({
      subject: "simulation",
      what,
      size: null,
      values: { value, unit: "s" },
      beside: { name: "sampling alone", value: bare },
      ...(same.length === 1 ? { goal: "≤ 1 s" } : {}),
    });
  }
}

const many = Array.from({ length: 200 }, (_, i) => risk(2, `risk ${i}`));

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return Number(((performance.now() - begun) / 1_000).toPrecision(3));
}
