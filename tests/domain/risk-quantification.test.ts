import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  largestRate,
  lossMethodVersion,
  lossMethodVersions,
  simulatedYears,
} from "@/lib/domain/risks/quantification/method";
import { normal, poisson, uniformFrom } from "@/lib/domain/risks/quantification/random";
import { estimateShape, meanOf, type Range, sampler } from "@/lib/domain/risks/quantification/ranges";
import type { LossFigures } from "@/lib/domain/risks/quantification/schema";
import { addYears, figuresOf, simulateYears } from "@/lib/domain/risks/quantification/simulate";

const exactly = (value: number): Range => ({ kind: "pert", min: value, likely: value, max: value });
const pert = (min: number, likely: number, max: number): Range => ({ kind: "pert", min, likely, max });
const lognormal = (p5: number, p95: number): Range => ({ kind: "lognormal", p5, p95 });
const figures = (frequency: Range, loss: Range, seed = "a"): LossFigures =>
  figuresOf(simulateYears({ frequency, loss }, seed));

function draws(range: Range): number[] {
  const draw = sampler(range, uniformFrom("draws"));
  return Array.from({ length: simulatedYears }, draw);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]) => {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
};

/** Four standard errors: the fixed seed passes for good, and a wrong formula is far outside. */
function near(actual: number, expected: number, standardError: number) {
  expect(Math.abs(actual - expected)).toBeLessThan(4 * standardError);
}

describe("ranges against their closed forms", () => {
  test.each([
    ["PERT", pert(10, 20, 90), 30],
    ["a most likely value at the minimum", pert(0, 0, 60), 10],
    [
      "lognormal",
      lognormal(100, 1000),
      Math.exp(Math.log(100_000) / 2 + (Math.log(10) / 3.28970725) ** 2 / 2),
    ],
  ])("mean of %s", (_, range, expected) => {
    const values = draws(range);
    expect(meanOf(range)).toBeCloseTo(expected, 4);
    near(mean(values), expected, Math.sqrt(variance(values) / simulatedYears));
  });

  test("PERT has the variance (mean − min)(max − mean) ÷ 7 and stays inside its ends", () => {
    const values = draws(pert(10, 20, 90));
    expect(variance(values) / ((20 * 60) / 7)).toBeCloseTo(1, 1);
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThanOrEqual(10);
    expect(Math.max(...values.slice(0, 1000))).toBeLessThanOrEqual(90);
  });

  test("a lognormal range has 5 % of its draws below and 5 % above its interval", () => {
    const values = draws(lognormal(100, 1000));
    const error = Math.sqrt((0.05 * 0.95) / simulatedYears);
    near(values.filter((value) => value < 100).length / simulatedYears, 0.05, error);
    near(values.filter((value) => value > 1000).length / simulatedYears, 0.05, error);
  });

  test("the standard normal has mean 0 and variance 1", () => {
    const uniform = uniformFrom("normal");
    const values = Array.from({ length: simulatedYears }, () => normal(uniform));
    near(mean(values), 0, 1 / Math.sqrt(simulatedYears));
    near(variance(values), 1, Math.sqrt(2 / simulatedYears));
  });

  test.each([0.1, 3, 31.9, 32, 100])("Poisson of mean %d has that mean and variance", (rate) => {
    const uniform = uniformFrom("poisson");
    const values = Array.from({ length: simulatedYears }, () => poisson(uniform, rate));
    near(mean(values), rate, Math.sqrt(rate / simulatedYears));
    near(variance(values), rate, Math.sqrt((rate + 2 * rate ** 2) / simulatedYears));
  });
});

describe("simulated years against the compound Poisson distribution", () => {
  test("mean λ·E[X], variance λ·E[X²], no loss with probability exp(−λ)", () => {
    const { expected, standardError, probabilityOfLoss } = figures(exactly(2), pert(10, 20, 90));
    near(expected, 2 * 30, standardError);
    expect((standardError ** 2 * simulatedYears) / (2 * (30 ** 2 + 1200 / 7))).toBeCloseTo(1, 1);
    near(
      1 - probabilityOfLoss,
      Math.exp(-2),
      Math.sqrt((Math.exp(-2) * (1 - Math.exp(-2))) / simulatedYears),
    );
  });

  test("an uncertain rate keeps the mean E[λ]·E[X]", () => {
    const { expected, standardError } = figures(pert(0, 1, 5), lognormal(1000, 50_000));
    near(expected, 1.5 * meanOf(lognormal(1000, 50_000)), standardError);
  });

  test("a fixed loss at a rate of 1 has the quantiles of Poisson", () => {
    expect(figures(exactly(1), exactly(100))).toMatchObject({ median: 100, p95: 300, p99: 400 });
  });

  test("a risk that never occurs or costs nothing has no loss and no curve", () => {
    const none = { expected: 0, median: 0, p99: 0, probabilityOfLoss: 0, curve: [] };
    expect(figures(exactly(0), exactly(100))).toMatchObject(none);
    expect(figures(exactly(3), exactly(0))).toMatchObject(none);
  });

  test("independent risks add up: two at rate 1 are one at rate 2", () => {
    const one = (seed: string) => simulateYears({ frequency: exactly(1), loss: exactly(10) }, seed);
    const both = figuresOf(addYears([one("a"), one("b")]));
    near(both.expected, 20, both.standardError);
    near(1 - both.probabilityOfLoss, Math.exp(-2), Math.sqrt(0.117 / simulatedYears));
  });
});

describe("repeatability", () => {
  const estimate = { frequency: pert(0, 1, 5), loss: lognormal(1000, 50_000) };

  test("the same seed gives the same years, another seed others within tolerance", () => {
    const first = simulateYears(estimate, "a");
    const other = simulateYears(estimate, "b");
    expect(simulateYears(estimate, "a").losses).toEqual(first.losses);
    expect(other.losses).not.toEqual(first.losses);
    const [one, two] = [figuresOf(first), figuresOf(other)];
    near(one.expected, two.expected, Math.hypot(one.standardError, two.standardError));
  });
});

describe("properties", () => {
  const spread = fc
    .tuple(fc.double({ min: 0, max: 5, noNaN: true }), fc.double({ min: 1, max: 1e6, noNaN: true }))
    .map(([rate, loss]) => ({ frequency: exactly(rate), loss: pert(loss, loss * 2, loss * 5) }));

  test("no curve ever rises, and it ends at zero", () => {
    fc.assert(
      fc.property(spread, fc.string(), (estimate, seed) => {
        const { curve } = figuresOf(simulateYears(estimate, seed));
        const steps = curve.map((point) => point.probability);
        expect(steps).toEqual(steps.toSorted((a, b) => b - a));
        if (curve.length > 0) expect(steps.at(-1)).toBe(0);
      }),
      { numRuns: 15 },
    );
  });

  test("a treatment that halves each loss halves every figure", () => {
    const before = figures(exactly(2), pert(10, 20, 90));
    const after = figures(exactly(2), pert(5, 10, 45));
    for (const name of ["expected", "median", "p95", "p99"] as const)
      expect(after[name] / before[name]).toBeCloseTo(0.5, 9);
  });
});

describe("limits", () => {
  test.each([
    [
      "likely",
      { frequency: pert(2, 1, 3), loss: exactly(1) },
      /most likely value must not be below the minimum/,
    ],
    ["max", { frequency: pert(1, 3, 2), loss: exactly(1) }, /maximum must not be below the most likely/],
    ["p95", { frequency: exactly(1), loss: lognormal(5, 5) }, /95th percentile must be above the 5th/],
    ["p5", { frequency: exactly(1), loss: lognormal(0, 5) }, /more than zero/],
    ["rate", { frequency: exactly(largestRate + 1), loss: exactly(1) }, /at most 50 events per year/],
    ["loss", { frequency: exactly(1), loss: exactly(2e12) }, /at most one trillion/],
  ])("an implausible %s is refused in words that say what to do", (_, estimate, words) => {
    expect(estimateShape.safeParse(estimate).error?.issues[0]?.message).toMatch(words);
    expect(() => simulateYears(estimate, "a")).toThrow();
  });

  test("years whose drawn rate is beyond the limit are counted", () => {
    expect(
      simulateYears({ frequency: lognormal(0.001, 50), loss: exactly(1) }, "a").cutYears,
    ).toBeGreaterThan(0);
  });
});

test("whoever changes what the same ranges and seed give names a new version of the method", () => {
  const { expected, p95, p99 } = figures(pert(0.1, 0.5, 4), lognormal(10_000, 900_000), "pinned");
  expect([lossMethodVersion, expected, p95, p99].map(Math.round)).toEqual([1, 248_837, 1_126_381, 2_733_305]);
  expect(lossMethodVersions[0].version).toBe(lossMethodVersion);
});
