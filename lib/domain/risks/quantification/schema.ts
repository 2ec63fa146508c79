import * as z from "zod";
import { largestLoss, largestRate } from "@/lib/domain/risks/quantification/method";
import { choice, decimal, longText } from "@/lib/platform/schema/field";

const rangeKinds = [
  {
    value: "pert",
    label: "Minimum, most likely, maximum",
    help: "A PERT distribution: values near the most likely one come up most often.",
  },
  {
    value: "lognormal",
    label: "90 % interval",
    help: "A lognormal distribution: one time in twenty below the lower end, one in twenty above the upper, with a long tail.",
  },
] as const;

const rate = (label: string, help?: string) =>
  decimal({ label, min: 0, max: largestRate, places: 4, ...(help ? { help } : {}) });
const amount = (label: string, help?: string) =>
  decimal({ label, min: 0, max: largestLoss, places: 2, ...(help ? { help } : {}) });

/** What a person fills in about how often a risk occurs and what it costs, today and once it is treated. */
export const quantificationFields = {
  frequencyKind: choice(rangeKinds, { label: "How often: by" }),
  frequencyLow: rate("Events a year, from", "0.1 is once in ten years, 12 is once a month."),
  frequencyLikely: rate("Events a year, most likely").nullable(),
  frequencyHigh: rate("Events a year, to"),
  lossKind: choice(rangeKinds, { label: "What one event costs: by" }),
  lossLow: amount("Loss of one event, from", "Everything it costs: work, fines, redress, lost business."),
  lossLikely: amount("Loss of one event, most likely").nullable(),
  lossHigh: amount("Loss of one event, to"),
  treatedFrequencyLow: rate(
    "Treated: events a year, from",
    "Left empty, treatment does not change it.",
  ).nullable(),
  treatedFrequencyLikely: rate("Treated: events a year, most likely").nullable(),
  treatedFrequencyHigh: rate("Treated: events a year, to").nullable(),
  treatedLossLow: amount(
    "Treated: loss of one event, from",
    "Left empty, treatment does not change it.",
  ).nullable(),
  treatedLossLikely: amount("Treated: loss of one event, most likely").nullable(),
  treatedLossHigh: amount("Treated: loss of one event, to").nullable(),
  reason: longText({
    label: "Grounds",
    help: "Where the numbers come from: incidents, prices, who estimated them and how sure they are.",
    max: 4_000,
  }),
};

const point = z.object({ loss: z.number(), probability: z.number() });

/** What simulated years say: amounts per year in the organisation's currency, probabilities from 0 to 1. */
export const lossFigures = z.object({
  expected: z.number(),
  standardError: z.number(),
  median: z.number(),
  p95: z.number(),
  p99: z.number(),
  probabilityOfLoss: z.number(),
  curve: z.array(point),
  /** The loss that only one year in so many exceeds. */
  exceeded: z.array(z.object({ oneIn: z.number(), loss: z.number() })),
});

export type LossFigures = z.infer<typeof lossFigures>;
