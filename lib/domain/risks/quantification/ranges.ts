import "server-only";
import { z } from "zod";
import { largestLoss, largestRate } from "./method.ts";
import { gamma, normal, type Uniform } from "./random.ts";

/** The 95 % point of the standard normal distribution: a 90 % interval reaches this far to each side. */
const Z95 = 1.6448536269514722;

const amount = z.number({ error: "Enter a number." }).nonnegative("Enter zero or more.");

const pert = z
  .object({ kind: z.literal("pert"), min: amount, likely: amount, max: amount })
  .refine((range) => range.min <= range.likely, {
    path: ["likely"],
    message: "The most likely value must not be below the minimum.",
  })
  .refine((range) => range.likely <= range.max, {
    path: ["max"],
    message: "The maximum must not be below the most likely value.",
  });

const positive = z.number({ error: "Enter a number." }).positive("Enter more than zero.");

const lognormal = z
  .object({ kind: z.literal("lognormal"), p5: positive, p95: positive })
  .refine((range) => range.p5 < range.p95, {
    path: ["p95"],
    message: "The 95th percentile must be above the 5th.",
  });

const range = z.discriminatedUnion("kind", [pert, lognormal]);

/** A quantity not known exactly: minimum, most likely and maximum, or the two ends of a 90 % interval. */
export type Range = z.infer<typeof range>;

const top = (value: Range) => (value.kind === "pert" ? value.max : value.p95);

/** How often a risk occurs, in events per year, and what one event costs, in the organisation's currency. */
export const estimateShape = z.object({
  frequency: range.refine((value) => top(value) <= largestRate, {
    message: `Enter at most ${largestRate} events per year; quantify a more frequent risk per batch of events.`,
  }),
  loss: range.refine((value) => top(value) <= largestLoss, {
    message: "Enter at most one trillion per event.",
  }),
});

export type Estimate = z.infer<typeof estimateShape>;

/** Returns μ and σ of the logarithm for a 90 % interval: σ = ln(p95 ÷ p5) ÷ (2 × 1.6449). */
function logarithm(p5: number, p95: number) {
  return { mu: (Math.log(p5) + Math.log(p95)) / 2, sigma: Math.log(p95 / p5) / (2 * Z95) };
}

/** Returns the mean of a range: (min + 4 likely + max) ÷ 6 for PERT, exp(μ + σ² ÷ 2) for lognormal. */
export function meanOf(value: Range): number {
  if (value.kind === "pert") return (value.min + 4 * value.likely + value.max) / 6;
  const { mu, sigma } = logarithm(value.p5, value.p95);
  return Math.exp(mu + sigma ** 2 / 2);
}

/**
 * Returns a function that draws from a range. PERT is the beta distribution with the shapes
 * 1 + 4 (likely − min) ÷ (max − min) and 1 + 4 (max − likely) ÷ (max − min), stretched from min to max
 * (Malcolm and others, 1959; Vose, "Risk Analysis"); a range of no width gives its one value.
 */
export function sampler(value: Range, uniform: Uniform): () => number {
  if (value.kind === "lognormal") {
    const { mu, sigma } = logarithm(value.p5, value.p95);
    return () => Math.exp(mu + sigma * normal(uniform));
  }
  const width = value.max - value.min;
  if (width === 0) return () => value.min;
  const alpha = 1 + (4 * (value.likely - value.min)) / width;
  const beta = 1 + (4 * (value.max - value.likely)) / width;
  return () => {
    const one = gamma(uniform, alpha);
    return value.min + (width * one) / (one + gamma(uniform, beta));
  };
}
