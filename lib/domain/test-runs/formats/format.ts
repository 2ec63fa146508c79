import "server-only";
import type { Said } from "@/lib/domain/test-runs/formats/said";
import type { Head } from "@/lib/domain/test-runs/formats/source/head";
import type { Reading } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import type { Outcome, Severity } from "@/lib/domain/test-runs/schema";

/** How sure a format is that a file is its own: one that is certain wins over others that are likely. */
export type Certainty = "certain" | "likely" | "possible";

/** What a format recognises a file as. */
export interface Recognised {
  /** The version or shape of the format, as printed: "3", "hit log". */
  version: string;
  certainty: Certainty;
}

/** One way in which a tool writes its results; a file of its own, named in `formats/formats.ts`. */
export interface ResultFormat {
  /** As typed and printed: "garak". Its rows in `checks.csv` go by it as well. */
  key: string;
  /** As people know the tool: "NVIDIA garak". */
  name: string;
  /** The tool's name where every file is of one; formats that many tools write name it in the run. */
  tool: string | null;
  /** Returns what the beginning of a file shows it to be, or null. Pure; never looks at the file's name. */
  recognise(head: Head): Recognised | null;
  /**
   * Yields what the file says, in any order and as a stream: no more of it in memory than one entry. What cannot be read is
   * told to the reading. Throws Invalid or TooLarge for a file that cannot be read as a whole.
   */
  parse(file: ResultFile, reading: Reading, head: Head): AsyncIterable<ResultRecord>;
}

/** A record of a file in words that all formats share. */
export type ResultRecord = RunStart | RunFacts | TestCase | DeclaredCounts;

/** A new run begins; records before the first one belong to a run of which nothing is known. */
interface RunStart {
  kind: "run";
}

/** What the file says of its current run; what is said later stands. */
export interface RunFacts {
  kind: "facts";
  tool?: string | undefined;
  toolVersion?: string | undefined;
  /** The tool's own id of the run. */
  runId?: string | undefined;
  /** The tested model or endpoint as the file names it: a hint to compare, never what a run is bound to. */
  target?: string | undefined;
  startedAt?: string | undefined;
  finishedAt?: string | undefined;
  /** Whether the run came to its end; a run of which nobody says so counts as incomplete. */
  complete?: boolean | undefined;
  /** False where the file lists failures alone, so that no rate can be known; true when absent. */
  denominators?: boolean | undefined;
  /** The run says nothing of an own system: a game or a lesson. */
  exercise?: boolean | undefined;
  /** What the tool itself counted; shown beside our own counts, and a difference is noted. */
  declared?: Partial<Record<Outcome | "evaluated", number>> | undefined;
  /** The source state that was tested, where the file names one: commit, branch, build. */
  commit?: string | undefined;
}

/** One test case and what came of it, or several alike. */
export interface TestCase {
  kind: "case";
  /** What was tested: the tool's probe, plugin, eval, metric or rule. */
  check: string;
  outcome: Outcome;
  /** What judged the answer, where one check has several judges. */
  detector?: string | undefined;
  /** The file or component that a finding is about, where it is not the target as a whole. */
  place?: string | undefined;
  /** A key of `threat-classes.csv` where the format itself says so. */
  threatClass?: string | undefined;
  /** Words to look the class up by in `checks.csv`, the most telling first; the check alone when absent. */
  words?: readonly string[] | undefined;
  /** The tool's own id of the case. */
  caseId?: string | undefined;
  /** As the tool gives it: its direction differs from tool to tool, so it is never averaged. */
  score?: number | undefined;
  toolSeverity?: Severity | undefined;
  /** The tested model where cases of one run differ in it. */
  target?: string | undefined;
  /** How many cases alike this one stands for; one when absent. */
  count?: number | undefined;
  /** Returns what was asked and answered, where the file says it; asked only of cases in which the target was vulnerable. */
  said?: (() => Said) | undefined;
  /**
   * Where several judges looked at one answer: what each of them said. The case counts once for the run, each verdict for its own
   * check, and the verdicts are the findings where they explain why the case is vulnerable.
   */
  verdicts?: readonly Verdict[] | undefined;
}

/** What one of several judges said of a case. */
export interface Verdict
  extends Pick<
    TestCase,
    "check" | "outcome" | "detector" | "place" | "threatClass" | "words" | "score" | "toolSeverity"
  > {
  /** The file names this judge only where it found something, so that no rate of it can be known. */
  failuresOnly?: boolean | undefined;
}

/** What the tool itself counted for one check. Where its cases are missing these counts stand in for them. */
export interface DeclaredCounts {
  kind: "declared";
  check: string;
  detector?: string | undefined;
  words?: readonly string[] | undefined;
  counts: Partial<Record<Outcome, number>>;
}
