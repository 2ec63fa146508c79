import "server-only";
import type { Said } from "@/lib/domain/test-runs/formats/said";

/** A case in which the target was vulnerable, as it may be kept. */
export interface FailedCase {
  /** The keyed hash of the prompt: the same prompt has the same in every run of the organisation. */
  promptHash: string;
  /** How often the same prompt failed the check in this run. */
  times: number;
  caseId: string | null;
  /** Masked beginnings, where the organisation keeps them. */
  prompt: string | null;
  answer: string | null;
}

/** How texts are turned into what may be kept of them. */
export interface Keeping {
  hash(text: string): string;
  /** Null where no excerpts are kept. */
  excerpt: ((text: string) => string) | null;
}

export const keptCases = {
  /** Of each check so many are kept, */
  ofCheck: 20,
  /** and so many of a file. */
  ofFile: 20_000,
} as const;

/**
 * Keeps of each check the failed cases whose prompts have the smallest hashes. So the same prompts are kept run after run,
 * whichever order they come in, and what is in memory does not grow with the file.
 */
export class FailedCases {
  readonly #keeping: Keeping;
  readonly #byCheck = new Map<object, FailedCase[]>();
  #kept = 0;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  /** Takes in a failed case of a check, told by the object that stands for the check. */
  take(check: object, { prompt, answer }: Said, caseId: string | undefined): void {
    if (prompt === undefined) return;
    const promptHash = this.#keeping.hash(prompt);
    const kept = this.of(check);
    const at = kept.findIndex((one) => one.promptHash >= promptHash);
    const known = at < 0 ? undefined : kept[at];
    if (known?.promptHash === promptHash) {
      known.times += 1;
      return;
    }
    const full = kept.length >= keptCases.ofCheck;
    if (full ? at < 0 : this.#kept >= keptCases.ofFile) return;
    const { excerpt } = this.#keeping;
    const one: FailedCase = {
      ...{ promptHash, times: 1, caseId: caseId ?? null },
      prompt: excerpt ? excerpt(prompt) : null,
      answer: excerpt && answer !== undefined ? excerpt(answer) : null,
    };
    kept.splice(at < 0 ? kept.length : at, 0, one);
    if (full) kept.pop();
    else this.#kept += 1;
    this.#byCheck.set(check, kept);
  }

  /** Returns what was kept of a check, by hash. */
  of(check: object): FailedCase[] {
    return this.#byCheck.get(check) ?? [];
  }
}
