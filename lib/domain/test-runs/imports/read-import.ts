import "server-only";
import type { Keeping } from "@/lib/domain/test-runs/cases/failed-cases";
import { keptWords } from "@/lib/domain/test-runs/imports/kept-words";
import { storedFile } from "@/lib/domain/test-runs/imports/stored-file";
import { type ResultsRead, readResults } from "@/lib/domain/test-runs/read-results";
import type { TestImport } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import type { Progress } from "@/lib/platform/jobs/job";
import type { Context } from "@/lib/platform/operation/operation";
import { storage } from "@/lib/platform/storage/storage";

/** Returns what the file of an import says; throws Conflict where it is gone, and what reading it throws. */
export async function readImport(
  context: Pick<Context, "tx">,
  of: TestImport,
  progress: Progress,
  keeping?: Keeping,
): Promise<ResultsRead> {
  const file = await context.tx.storedFile.findUnique({ where: { id: of.fileId } });
  if (!file || !(await storage().has(file.sha256)))
    throw new Conflict("The file is gone from the storage. Hand it in again.");
  const scoreMeans = new Map(Object.entries(of.scoreMeans as Record<string, "defended" | "vulnerable">));
  const read = await readResults(storedFile(file, progress), {
    format: of.format ?? undefined,
    scoreMeans,
    keeping,
  });
  assertCountable(read);
  const hint = await targetHint(context, of, read.targets);
  return hint === null ? read : { ...read, warnings: [{ line: null, message: hint }, ...read.warnings] };
}

/** More cases no run has, and no column holds. */
const mostCases = 2_000_000_000;

// Tools state totals of their own where the cases are missing, and a file may state anything.
function assertCountable({ counts, checks }: ResultsRead): void {
  const all = [counts, ...checks.map((one) => one.counts)].flatMap((one) => Object.values(one));
  if (all.every((count) => Number.isSafeInteger(count) && count <= mostCases)) return;
  throw new Invalid(
    `The file counts more than ${mostCases.toLocaleString("en")} cases, as no run has. Export it again.`,
  );
}

// The sender says what was tested; another name in the file is told, since it may be the wrong file.
async function targetHint({ tx }: Pick<Context, "tx">, { modelId }: TestImport, targets: readonly string[]) {
  if (targets.length === 0 || modelId === null) return null;
  const model = await tx.aiModel.findUnique({ where: { id: modelId } });
  if (!model) return null;
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, "");
  const names = [model.name, model.modelVersion ?? ""].map(plain).filter((name) => name.length > 2);
  const same = targets.map(plain).some((target) => names.some((name) => target.includes(name)));
  if (same) return null;
  const said = targets.slice(0, 3).map(keptWords).join(", ");
  return `The file names ${said} as what it tested; it is bound to the model ${model.name}. See that this is the same.`;
}

/** Returns when the tests of a file ended, or were taken in where it does not say so or says a day to come. */
export function ranAt({ runs }: ResultsRead, now: Date): Date {
  const times = runs
    .map(({ finishedAt, startedAt }) => Date.parse(finishedAt ?? startedAt ?? ""))
    .filter((time) => !Number.isNaN(time) && time <= now.getTime() && time > Date.parse("2015-01-01"));
  return times.length === 0 ? now : new Date(Math.max(...times));
}
