import { generate } from "@/lib/domain/threat-models/generate";
import { threatRules } from "@/lib/domain/threat-models/threat-rules";
import type { Line } from "@/tests/bench/table";
import { largeThreatModel } from "@/tests/support/large-threat-model";

const rounds = 15;

/** Measures what proposing threats takes with all 191 rules and the eight path rules, beside cloning the same model. */
export function measureThreats(add: (line: Line) => void): void {
  for (const [elements, flows] of [
    [50, 120],
    [500, 1_500],
    [5_000, 15_000],
  ] as const) {
    const model = largeThreatModel(elements, flows);
    const rules = threatRules();
    add({
      subject: "threats",
      what: `threats of ${elements} elements and ${flows} flows, path rules included`,
      size: null,
      values: { value: median(() => generate(model, rules)), unit: "ms" },
      beside: { name: "cloning the model", value: median(() => structuredClone(model)) },
      ...(elements === 500 ? { goal: "< 300 ms" } : {}),
    });
  }
}

function median(work: () => unknown): number {
  const taken = Array.from({ length: rounds }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  return Number((taken[Math.floor(rounds / 2)] ?? 0).toPrecision(3));
}
