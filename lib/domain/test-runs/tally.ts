import "server-only";
import { type Counts, noCases } from "@/lib/domain/test-runs/rules";
import type { Severity } from "@/lib/domain/test-runs/schema";

/** What was counted of one check so far. */
export interface Tally {
  check: string;
  detector: string | null;
  place: string | null;
  threatClass: string | null;
  words: readonly string[];
  counts: Counts;
  declared: Partial<Counts>;
  toolSeverity: Severity | null;
  /** Judges a case that is counted under another check already. */
  closer: boolean;
  /** Vulnerable cases that closer checks explain. */
  explained: number;
  failuresOnly: boolean;
}

/** Returns the tally of a check of which nothing was counted yet. */
export function newTally(known: Pick<Tally, "check" | "detector" | "place" | "words" | "closer">): Tally {
  return {
    ...known,
    threatClass: null,
    counts: noCases(),
    declared: {},
    toolSeverity: null,
    explained: 0,
    failuresOnly: false,
  };
}
