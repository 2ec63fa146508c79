import "server-only";
import type { Keeping } from "@/lib/domain/test-runs/cases/failed-cases";
import { Intake, type Warning } from "@/lib/domain/test-runs/formats/intake";
import { recogniseFormat } from "@/lib/domain/test-runs/formats/recognise";
import { headOf } from "@/lib/domain/test-runs/formats/source/head";
import type { ReadOptions } from "@/lib/domain/test-runs/formats/source/reading";
import type { ResultFile } from "@/lib/domain/test-runs/formats/source/result-file";
import { evaluatedOf } from "@/lib/domain/test-runs/rules";
import { type RecordsSummary, Summing } from "@/lib/domain/test-runs/summary";
import { Invalid } from "@/lib/platform/errors/public-error";

/** What a file of results says, in words that all formats share. */
export interface ResultsRead extends RecordsSummary {
  /** The key of the format and its version or shape. */
  format: string;
  formatVersion: string;
  tool: string | null;
  toolVersion: string | null;
  /** What the file calls the tested models: hints to compare, never what a run is bound to. */
  targets: readonly string[];
  /** Whether every run of the file came to its end. */
  complete: boolean;
  /** Whether the file lists failures alone, so that no rate can be known. */
  failuresOnly: boolean;
  /** Whether it says nothing of an own system: a game or a lesson. */
  exercise: boolean;
  warnings: readonly Warning[];
}

/** What a person says of a file beforehand; the format is told from the content when absent. */
export interface ReadWish extends Partial<ReadOptions> {
  format?: string | undefined;
  /** What may be kept of the texts of failed cases; nothing when absent. */
  keeping?: Keeping | undefined;
}

/**
 * Returns what a file of test results says, whichever of the formats it is in, reading it as a stream and fetching nothing that
 * it names. Throws UnknownResults where no format or several claim it, Invalid or TooLarge where it cannot be read.
 */
export async function readResults(file: ResultFile, wish: ReadWish = {}): Promise<ResultsRead> {
  const head = await headOf(file);
  const { format, recognised } = recogniseFormat(head, wish.format);
  const intake = new Intake({ scoreMeans: wish.scoreMeans ?? new Map() });
  const summing = new Summing(format.key, (message) => intake.warn(message), wish.keeping);
  let any = false;
  for await (const record of format.parse(file, intake, head)) {
    any = true;
    summing.add(record);
  }
  intake.refuseWhereTooMuchIsInvalid();
  if (!any)
    throw new Invalid(`The file holds nothing that ${format.name} writes. Choose another file or format.`);
  const summary = summing.summary();
  const { runs } = summary;
  const failuresOnly = runs.some(({ denominators }) => denominators === false);
  if (evaluatedOf(summary.counts) === 0) intake.warn(failuresOnly ? noFailures : nothingEvaluated);
  const tools = distinct(runs.map(({ tool }) => tool));
  return {
    ...summary,
    format: format.key,
    formatVersion: recognised.version,
    tool: tools.join(", ") || format.tool,
    toolVersion: distinct(runs.map(({ toolVersion }) => toolVersion)).join(", ") || null,
    targets: distinct(runs.flatMap(({ targets }) => targets)),
    complete: runs.length > 0 && runs.every(({ complete }) => complete === true),
    failuresOnly,
    exercise: runs.some(({ exercise }) => exercise === true),
    warnings: intake.warnings(),
  };
}

const nothingEvaluated =
  "No test case was evaluated, so the file says nothing of the target: this is no pass.";
const noFailures = "The file lists failures alone and holds none; it does not say how much was looked at.";

function distinct(all: readonly (string | undefined)[]): string[] {
  return [...new Set(all.filter((one) => one !== undefined && one !== ""))] as string[];
}
