import "server-only";
import { v7 } from "uuid";
import { type Comparison, subjectOf } from "@/lib/domain/test-runs/findings/compare";
import { fingerprintOf } from "@/lib/domain/test-runs/gate/fingerprint";
import { keptWords } from "@/lib/domain/test-runs/imports/kept-words";
import type { ResultsRead } from "@/lib/domain/test-runs/read-results";
import { authorOf } from "@/lib/platform/access/actor";
import type { Prisma, TestImport, TestRun } from "@/lib/platform/database/generated/client";
import { insertMany } from "@/lib/platform/database/write-many";
import type { Context } from "@/lib/platform/operation/operation";

interface NewRun {
  of: TestImport;
  read: ResultsRead;
  comparison: Comparison;
  contentDigest: string;
  at: Date;
}

/** Writes a run and what came of each of its checks, those that passed among them; returns the run. */
export async function writeRun(context: Context, { of, read, ...more }: NewRun): Promise<TestRun> {
  const { tx, actor } = context;
  const { comparison, contentDigest, at } = more;
  const { unitId, systemId, modelId, modelVersion, promptId, promptVersion } = of;
  const { scope, commit, branch, build } = of;
  const [model, prompt] = [
    modelId && (await tx.aiModel.findUnique({ where: { id: modelId }, select: { name: true } })),
    promptId && (await tx.prompt.findUnique({ where: { id: promptId }, select: { name: true } })),
  ];
  const { counts } = read;
  const many = (effect: string) => comparison.entries.filter((one) => one.effect === effect).length;
  const run = await tx.testRun.create({
    data: {
      ...{ unitId, systemId, modelId, modelVersion, modelName: model ? model.name : null },
      ...{ promptId, promptVersion, promptName: prompt ? prompt.name : null },
      ...{ scope, branch, build, commit: commit ?? sourceOf(read) },
      ...{ tool: keptWords(read.tool ?? read.format), toolVersion: keptOrNull(read.toolVersion) },
      ...{ format: read.format, formatVersion: keptWords(read.formatVersion) },
      ...{ fileName: of.fileName, sha256: of.sha256, contentDigest },
      ...{ complete: read.complete, failuresOnly: read.failuresOnly, exercise: read.exercise },
      targets: read.targets.map(keptWords),
      facts: factsOf(read),
      warnings: read.warnings.map(({ line, message }) => ({ line, message: keptWords(message) })),
      ...{ defended: counts.defended, vulnerable: counts.vulnerable, errors: counts.error },
      ...{ inconclusive: counts.inconclusive, skipped: counts.skipped },
      ...{ created: many("create"), closed: many("close"), ranAt: at, createdById: authorOf(actor) },
    },
  });
  await writeResults(run, read);
  await writeCases(run, read);
  return run;
}

async function writeCases(run: TestRun, { checks }: ResultsRead): Promise<void> {
  if (run.exercise) return;
  const subject = subjectOf(run);
  const rows = checks.flatMap((one) => {
    const fingerprint = one.failed.length > 0 ? fingerprintOf(one, subject) : "";
    return one.failed.map(({ caseId, ...kept }) => ({
      ...{ id: v7(), runId: run.id, unitId: run.unitId, fingerprint, ...kept, caseId: keptOrNull(caseId) },
    }));
  });
  await insertMany("failed_cases", rows);
}

async function writeResults(run: TestRun, { checks }: ResultsRead): Promise<void> {
  const subject = subjectOf(run);
  await insertMany(
    "test_results",
    checks.map((one) => ({
      ...{ id: v7(), runId: run.id, unitId: run.unitId, check: keptWords(one.check), closer: one.closer },
      ...{ detector: keptOrNull(one.detector), place: keptOrNull(one.place), threatClass: one.threatClass },
      ...{ defended: one.counts.defended, vulnerable: one.counts.vulnerable, errors: one.counts.error },
      ...{ inconclusive: one.counts.inconclusive, skipped: one.counts.skipped },
      ...{ severity: one.severity, severityReason: one.severityReason },
      fingerprint: fingerprintOf(one, subject),
    })),
  );
}

/** Returns a text that a file may leave out, as it may be kept. */
export function keptOrNull(text: string | null): string | null {
  return text === null ? null : keptWords(text);
}

function sourceOf({ runs }: ResultsRead): string | null {
  const found = runs.find(({ commit }) => commit !== undefined)?.commit;
  return found === undefined ? null : keptWords(found);
}

const mostRuns = 50;

// What the tool says of its runs, with its own totals beside ours.
function factsOf({ runs }: ResultsRead): Prisma.InputJsonArray {
  return runs.slice(0, mostRuns).map((run) => ({
    tool: keptOrNull(run.tool ?? null),
    toolVersion: keptOrNull(run.toolVersion ?? null),
    runId: keptOrNull(run.runId ?? null),
    startedAt: keptOrNull(run.startedAt ?? null),
    finishedAt: keptOrNull(run.finishedAt ?? null),
    complete: run.complete ?? null,
    declared: run.declared ? { ...run.declared } : null,
  }));
}
