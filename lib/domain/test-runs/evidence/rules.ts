import { tooManyErrors } from "@/lib/domain/test-runs/findings/rules";
import { type Counts, evaluatedOf } from "@/lib/domain/test-runs/rules";

/** What the checks of a run say of the control that they test. */
export interface Shown {
  /** An outcome of a test of a control. */
  outcome: "passed" | "failed" | "error";
  /** What was tested and what came of it, in a sentence. */
  note: string;
}

/**
 * Returns what the cases of a run say of the control that they test: one that got through is a failure, and a pass takes a
 * complete run with few errors. Null where a file that lists failures alone holds none: that shows nothing.
 */
export function shownBy(
  counts: Counts,
  run: { ref: string; tool: string; complete: boolean; failuresOnly: boolean },
  worst: string | null,
): Shown | null {
  const evaluated = evaluatedOf(counts);
  const by = `${run.ref}, ${run.tool}:`;
  if (counts.vulnerable > 0)
    return {
      outcome: "failed",
      note: run.failuresOnly
        ? `${by} ${counts.vulnerable} cases got through${worst ? `, most in ${worst}` : ""}; the file lists no passes.`
        : `${by} ${counts.vulnerable} of ${evaluated} cases got through${worst ? `, most in ${worst}` : ""}.`,
    };
  if (run.failuresOnly) return null;
  if (evaluated === 0)
    return { outcome: "error", note: `${by} no case was evaluated; ${counts.error} ended in errors.` };
  if (!run.complete)
    return {
      outcome: "error",
      note: `${by} none of ${evaluated} cases got through, but the run did not come to its end.`,
    };
  if (tooManyErrors(counts))
    return {
      outcome: "error",
      note: `${by} none of ${evaluated} cases got through, but ${counts.error} ended in errors.`,
    };
  return { outcome: "passed", note: `${by} none of ${evaluated} cases got through.` };
}
