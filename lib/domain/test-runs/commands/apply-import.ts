import "server-only";
import * as z from "zod";
import { testRunsImport } from "@/lib/domain/test-runs/access";
import { keepingOf } from "@/lib/domain/test-runs/cases/keeping";
import { tellPeople, writeFindings } from "@/lib/domain/test-runs/commands/write-findings";
import { writeRun } from "@/lib/domain/test-runs/commands/write-run";
import { recordEvidence } from "@/lib/domain/test-runs/evidence/record-evidence";
import { compare } from "@/lib/domain/test-runs/findings/compare";
import { importAnswer, importChange } from "@/lib/domain/test-runs/imports/begin";
import { contentDigestOf } from "@/lib/domain/test-runs/imports/content-digest";
import { ranAt, readImport } from "@/lib/domain/test-runs/imports/read-import";
import { told } from "@/lib/domain/test-runs/imports/told";
import { judgePlan } from "@/lib/domain/test-runs/plans/commands/judge-plan";
import { findTestImport } from "@/lib/domain/test-runs/queries/find";
import { keepRaw } from "@/lib/domain/test-runs/raw/keep-file";
import { unchanged } from "@/lib/platform/audit/change";
import type { Progress } from "@/lib/platform/jobs/job";
import { command } from "@/lib/platform/operation/operation";

/**
 * Writes what a file of results shows, whole or not at all: the run with every check, the findings that it makes, updates, closes
 * and reopens, and the tests of the controls that its checks test. The same results twice change nothing. The job's own step.
 */
export const writeTestImport = command({
  name: "test-imports.write",
  summary: "Write a test run with its results and findings",
  permission: testRunsImport,
  input: z.strictObject({ id: z.uuid(), progress: z.custom<Progress>() }),
  timeoutMs: 30 * 60_000,
  run: async (context, { id, progress }) => {
    const { tx, now } = context;
    const before = await findTestImport(context, id);
    if (before.state !== "applying") return unchanged(importAnswer(before));
    const read = await readImport(context, before, progress, await keepingOf(tx));
    const { systemId } = before;
    // One run of a system is taken in at a time, and nobody decides on its findings meanwhile.
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${systemId}, 7))::text`;
    await tx.$queryRaw`select id from findings where "systemId" = ${systemId}::uuid for update`;
    const contentDigest = contentDigestOf(read, before);
    const same = await tx.testRun.findFirst({ where: { systemId, contentDigest } });
    if (same) {
      const known = { state: "unchanged", runId: same.id, version: { increment: 1 } };
      const after = await tx.testImport.update({ where: { id }, data: known });
      return { result: importAnswer(after), change: importChange(before, after) };
    }
    const at = ranAt(read, now);
    const comparison = await compare(tx, before, read, at);
    const run = await writeRun(context, { of: before, read, comparison, contentDigest, at });
    const written = await writeFindings(context, run, comparison);
    const evidence = await recordEvidence(context, run, read, comparison);
    const plan = await judgePlan(context, systemId);
    await tellPeople(context, run, written);
    const after = await tx.testImport.update({
      where: { id },
      data: {
        ...{ state: "applied", runId: run.id, appliedAt: now, found: told(read, comparison) },
        rawUntil: await keepRaw(context, before),
        version: { increment: 1 },
      },
    });
    return {
      result: importAnswer(after),
      changes: [
        {
          subject: { type: "test-runs", id: run.id, unitId: run.unitId },
          ...{ before: null, after: run, action: "test-runs.handIn" },
        },
        ...written.changes,
        ...evidence,
        ...plan,
        importChange(before, after),
      ],
    };
  },
});
