import type { quantificationFields } from "@/lib/domain/risks/quantification/schema";
import type { FieldProblem } from "@/lib/platform/errors/public-error";
import type { Estimate, Range } from "./ranges.ts";

type Fields = typeof quantificationFields;

/** The ranges of a quantification as a person filled them in. */
export type Quantified = { [K in Exclude<keyof Fields, "reason">]: Fields[K]["_zod"]["output"] };

/** How a risk behaves today, and once it is treated; null where treatment is not quantified. */
export interface Estimates {
  now: Estimate;
  treated: Estimate | null;
}

type Part = "frequency" | "loss" | "treatedFrequency" | "treatedLoss";

/**
 * Returns the ranges that were filled in, or what is wrong with them by field. A treated range left empty means that
 * treatment does not change that part.
 */
export function estimatesOf(filled: Quantified): Estimates | FieldProblem[] {
  const problems: FieldProblem[] = [];
  const range = (part: Part, kind: Range["kind"]): Range | null => {
    const [low, likely, high] = [filled[`${part}Low`], filled[`${part}Likely`], filled[`${part}High`]];
    if (low === null && likely === null && high === null) return null;
    const found = problemsOf(part, kind, low, likely, high);
    problems.push(...found);
    if (found.length > 0 || low === null || high === null) return null;
    if (kind === "lognormal") return { kind, p5: low, p95: high };
    return { kind, min: low, likely: likely ?? low, max: high };
  };
  const frequency = range("frequency", filled.frequencyKind);
  const loss = range("loss", filled.lossKind);
  const treatedFrequency = range("treatedFrequency", filled.frequencyKind);
  const treatedLoss = range("treatedLoss", filled.lossKind);
  if (problems.length > 0 || !frequency || !loss) return problems;
  const treated =
    treatedFrequency || treatedLoss
      ? { frequency: treatedFrequency ?? frequency, loss: treatedLoss ?? loss }
      : null;
  return { now: { frequency, loss }, treated };
}

function problemsOf(
  part: Part,
  kind: Range["kind"],
  low: number | null,
  likely: number | null,
  high: number | null,
): FieldProblem[] {
  if (low === null) return [{ path: `${part}Low`, message: "Give the lower end as well." }];
  if (high === null) return [{ path: `${part}High`, message: "Give the upper end as well." }];
  if (kind === "lognormal") {
    if (low <= 0)
      return [{ path: `${part}Low`, message: "A 90 % interval begins above 0. Enter a small number." }];
    return low < high ? [] : [{ path: `${part}High`, message: "The upper end must be above the lower end." }];
  }
  if (likely === null) return [{ path: `${part}Likely`, message: "Give the most likely value as well." }];
  if (likely < low)
    return [{ path: `${part}Likely`, message: "The most likely value must not be below the lower end." }];
  return likely <= high
    ? []
    : [{ path: `${part}High`, message: "The upper end must not be below the most likely value." }];
}
