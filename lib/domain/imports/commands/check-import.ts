import "server-only";
import * as z from "zod";
import { importsRun } from "@/lib/domain/imports/access";
import { findImport } from "@/lib/domain/imports/find-import";
import { countRows, inPublicWords, openImportFile } from "@/lib/domain/imports/import-file";
import { keepRows } from "@/lib/domain/imports/import-rows";
import { openPlanning } from "@/lib/domain/imports/planning";
import { type RawRow, readRows } from "@/lib/domain/imports/rows";
import { unchanged } from "@/lib/platform/audit/change";
import type { Progress } from "@/lib/platform/jobs/job";
import { command } from "@/lib/platform/operation/operation";
import { planRows } from "@/lib/platform/register/import-plan";
import type { RowOutcome } from "@/lib/platform/register/import-session";

/** Rows that are looked up, compared and kept at a time. */
export const rowsAtOnce = 500;

/** The dry run: reads the whole file and keeps per row what importing it would do. The job's own step. */
export const checkImport = command({
  name: "imports.check",
  summary: "Check the file of an import; no record is written",
  permission: importsRun,
  input: z.strictObject({ id: z.uuid(), progress: z.custom<Progress>() }),
  timeoutMs: 30 * 60_000,
  run: async (context, { id, progress }) => {
    const { tx } = context;
    const before = await findImport(context, id);
    const counts = { create: 0, change: 0, unchanged: 0, refused: 0 } satisfies Record<RowOutcome, number>;
    // A job that begins again finds the rows of a check that was done; there is nothing left to do.
    if (before.state !== "checking") return unchanged(counts);
    await tx.importRow.deleteMany({ where: { importId: id } });
    const planning = await openPlanning(context, before);
    const { sha256 } = await tx.storedFile.findUniqueOrThrow({ where: { id: before.fileId } });
    const total = await countRows(sha256, before);
    const file = await openImportFile(sha256, before);
    let done = 0;
    const take = async (raw: readonly RawRow[]) => {
      const plans = await planRows(planning, await readRows(planning.reading, raw));
      await keepRows(tx, before, raw, plans);
      for (const { outcome } of plans) counts[outcome] += 1;
      done += raw.length;
      await progress.report(done, total, `${done} of ${total} rows checked`);
    };
    await inPublicWords(() => inBatches(file.rows, take)).finally(file.close);
    const { create: created, change: changed, unchanged: same, refused } = counts;
    const after = await tx.import.update({
      where: { id },
      data: {
        state: "checked",
        created,
        changed,
        unchanged: same,
        refused,
        unread: planning.reading.words.found(),
        message: null,
        version: { increment: 1 },
      },
    });
    return {
      result: counts,
      change: { subject: { type: "imports", id, unitId: after.unitId }, before, after },
    };
  },
});

async function inBatches(
  rows: AsyncIterable<RawRow>,
  take: (batch: readonly RawRow[]) => Promise<void>,
): Promise<void> {
  let batch: RawRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < rowsAtOnce) continue;
    await take(batch);
    batch = [];
  }
  if (batch.length > 0) await take(batch);
}
