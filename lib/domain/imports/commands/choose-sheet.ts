import "server-only";
import * as z from "zod";
import { importsRun } from "@/lib/domain/imports/access";
import { findIdleImport, findImport } from "@/lib/domain/imports/find-import";
import { readHead } from "@/lib/domain/imports/import-file";
import { proposeMapping } from "@/lib/domain/imports/mapping";
import { recall } from "@/lib/domain/imports/remembered";
import { importRecord, sheetChoice } from "@/lib/domain/imports/schema";
import { storedChoice } from "@/lib/domain/imports/stored-choice";
import { targetOf } from "@/lib/domain/imports/targets";
import { Conflict } from "@/lib/platform/errors/public-error";
import { startJob } from "@/lib/platform/jobs/start-job";
import { command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";

/** Reads another sheet of the workbook, or other headings of it, finds out what feeds what, and checks the file again. */
export const chooseSheet = command({
  name: "imports.choose-sheet",
  summary: "Choose the sheet of a workbook and the row of its headings, and check the file again",
  permission: importsRun,
  input: z.strictObject({
    ...recordVersion,
    sheet: z.string({ error: "Say which sheet holds the rows." }).max(200),
    headingRow: sheetChoice.headingRow,
  }),
  output: importRecord,
  timeoutMs: 2 * 60_000,
  run: async (context, { id, version, sheet, headingRow }) => {
    const { tx } = context;
    const before = await findIdleImport(context, id);
    if (before.sheet === null) throw new Conflict("The file is CSV, which has no sheets.");
    const { sha256 } = await tx.storedFile.findUniqueOrThrow({ where: { id: before.fileId } });
    const { headings, samples, workbook } = await readHead(sha256, {
      sheet,
      headingRow: headingRow ?? null,
    });
    const target = targetOf(before.concept);
    const { fields } = await target.open(context);
    const proposed = proposeMapping(target, fields, headings, samples);
    const mapping = await recall(context, before.concept, fields, proposed);
    const jobId = await startJob(context, { kind: "imports.check", input: { id }, unitId: before.unitId });
    const data = { mapping, jobId, state: "checking", message: null, version: { increment: 1 } };
    const updated = await tx.import.updateMany({
      where: { id, version },
      data: { ...data, ...storedChoice(workbook) },
    });
    await assertWon(updated, () => findImport(context, id));
    const after = await findImport(context, id);
    return {
      result: { ...after, createdAt: after.createdAt.toISOString() },
      change: { subject: { type: "imports", id, unitId: after.unitId }, before, after },
    };
  },
});
