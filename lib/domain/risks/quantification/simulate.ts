import "server-only";
import { largestRate, oneIn, simulatedYears } from "./method.ts";
import { poisson, uniformFrom } from "./random.ts";
import { type Estimate, estimateShape, sampler } from "./ranges.ts";
import type { LossFigures } from "./schema.ts";

/** A rate drawn for one year is cut here: the tail of a lognormal frequency has no end, computing time has. */
const LARGEST_DRAWN_RATE = 4 * largestRate;

/** How many points a loss exceedance curve has. */
const POINTS = 60;

/** The loss of each simulated year, in the organisation's currency, and how many years had their rate cut. */
interface SimulatedYears {
  losses: Float64Array;
  cutYears: number;
}

/**
 * Returns the loss of each of 100,000 simulated years: a rate is drawn for the year, then the number of events
 * (Poisson), then a loss for each (a compound Poisson distribution). The same seed gives the same years.
 * Throws a ZodError that names the field when the estimate is not plausible.
 */
export function simulateYears(estimate: Estimate, seed: string): SimulatedYears {
  const { frequency, loss } = estimateShape.parse(estimate);
  const uniform = uniformFrom(seed);
  const rate = sampler(frequency, uniform);
  const cost = sampler(loss, uniform);
  const losses = new Float64Array(simulatedYears);
  let cutYears = 0;
  for (let year = 0; year < simulatedYears; year += 1) {
    const drawn = rate();
    if (drawn > LARGEST_DRAWN_RATE) cutYears += 1;
    let sum = 0;
    for (let left = poisson(uniform, Math.min(drawn, LARGEST_DRAWN_RATE)); left > 0; left -= 1) sum += cost();
    losses[year] = sum;
  }
  return { losses, cutYears };
}

/** Returns several risks as one, added year by year: this takes them to be independent of each other. */
export function addYears(risks: readonly SimulatedYears[]): SimulatedYears {
  const losses = new Float64Array(simulatedYears);
  let cutYears = 0;
  for (const risk of risks) {
    cutYears += risk.cutYears;
    for (let year = 0; year < simulatedYears; year += 1)
      losses[year] = (losses[year] ?? 0) + (risk.losses[year] ?? 0);
  }
  return { losses, cutYears };
}

/** Returns how many of the values, in ascending order, are not above a value. */
function notAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function curveOf(sorted: Float64Array): LossFigures["curve"] {
  const largest = sorted.at(-1) ?? 0;
  const smallest = sorted[notAbove(sorted, 0)] ?? 0;
  if (largest === 0) return [];
  const exceeding = (loss: number) => ({ loss, probability: 1 - notAbove(sorted, loss) / sorted.length });
  if (smallest === largest) return [exceeding(largest)];
  const step = Math.log(largest / smallest) / (POINTS - 1);
  return Array.from({ length: POINTS }, (_, index) =>
    exceeding(index === POINTS - 1 ? largest : smallest * Math.exp(step * index)),
  );
}

/** Returns the figures and the loss exceedance curve, on a logarithmic scale of loss, of simulated years. */
export function figuresOf(years: SimulatedYears): LossFigures {
  const sorted = years.losses.toSorted();
  const count = sorted.length;
  const expected = sorted.reduce((sum, loss) => sum + loss, 0) / count;
  const squares = sorted.reduce((sum, loss) => sum + (loss - expected) ** 2, 0);
  const quantile = (part: number) => sorted[Math.ceil(part * count) - 1] ?? 0;
  return {
    expected,
    standardError: Math.sqrt(squares / (count - 1) / count),
    median: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    probabilityOfLoss: 1 - notAbove(sorted, 0) / count,
    curve: curveOf(sorted),
    exceeded: oneIn.map((often) => ({ oneIn: often, loss: quantile(1 - 1 / often) })),
  };
}
