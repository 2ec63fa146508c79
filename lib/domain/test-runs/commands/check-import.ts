import "server-only";
import * as z from "zod";
import { testRunsImport } from "@/lib/domain/test-runs/access";
import { compare } from "@/lib/domain/test-runs/findings/compare";
import { importAnswer, importChange } from "@/lib/domain/test-runs/imports/begin";
import { contentDigestOf } from "@/lib/domain/test-runs/imports/content-digest";
import { ranAt, readImport } from "@/lib/domain/test-runs/imports/read-import";
import { told } from "@/lib/domain/test-runs/imports/told";
import { findTestImport } from "@/lib/domain/test-runs/queries/find";
import { unchanged } from "@/lib/platform/audit/change";
import type { Progress } from "@/lib/platform/jobs/job";
import { command } from "@/lib/platform/operation/operation";

/** The dry run: reads the whole file and keeps what applying it would do. The job's own step. */
export const checkTestImport = command({
  name: "test-imports.check",
  summary: "Read a file of test results; nothing is written of it",
  permission: testRunsImport,
  input: z.strictObject({ id: z.uuid(), progress: z.custom<Progress>() }),
  timeoutMs: 30 * 60_000,
  run: async (context, { id, progress }) => {
    const before = await findTestImport(context, id);
    // A job that begins again finds what was read; there is nothing left to do.
    if (before.state !== "checking") return unchanged(importAnswer(before));
    const { tx, now } = context;
    const read = await readImport(context, before, progress);
    const same = await tx.testRun.findFirst({
      where: { systemId: before.systemId, contentDigest: contentDigestOf(read, before) },
    });
    const found = told(read, await compare(tx, before, read, ranAt(read, now)));
    const state = same ? "unchanged" : before.applies ? "applying" : "checked";
    const after = await tx.testImport.update({
      where: { id },
      data: { state, found, runId: same?.id ?? null, version: { increment: 1 } },
    });
    return { result: importAnswer(after), change: importChange(before, after) };
  },
});
