import "server-only";
import * as z from "zod";
import { importsRun } from "@/lib/domain/imports/access";
import { findIdleImport, findImport } from "@/lib/domain/imports/find-import";
import { importRecord, refusedModes } from "@/lib/domain/imports/schema";
import { Conflict } from "@/lib/platform/errors/public-error";
import { startJob } from "@/lib/platform/jobs/start-job";
import { command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";

const modes = refusedModes.map(({ value }) => value);

/** Starts to write the rows of a checked import: all of them, or those that were not refused. */
export const applyImport = command({
  name: "imports.apply",
  summary: "Write the rows of a checked import",
  permission: importsRun,
  input: z.strictObject({
    id: recordVersion.id,
    version: recordVersion.version.optional(),
    refused: z.enum(modes, { error: `Say what happens to refused rows: ${modes.join(" or ")}.` }),
  }),
  output: importRecord,
  run: async (context, { id, version: seen, refused }) => {
    const before = await findIdleImport(context, id);
    const total = before.created + before.changed;
    if (before.state !== "checked")
      throw new Conflict("The file has not been checked to its end. Check it again first.");
    if (refused === "none-or-all" && before.refused > 0) throw new Conflict(refusedRows(before.refused));
    if (total === 0) throw new Conflict("There is nothing to write: no row is new or changed.");
    const jobId = await startJob(context, {
      kind: "imports.write",
      input: { id, refused },
      unitId: before.unitId,
      total,
    });
    const version = seen ?? before.version;
    const data = { jobId, state: "applying", message: null, version: { increment: 1 } };
    const updated = await context.tx.import.updateMany({ where: { id, version }, data });
    await assertWon(updated, () => findImport(context, id));
    const after = await findImport(context, id);
    return {
      result: { ...after, createdAt: after.createdAt.toISOString() },
      change: { subject: { type: "imports", id, unitId: after.unitId }, before, after },
    };
  },
});

function refusedRows(count: number): string {
  const rows = count === 1 ? "1 row is" : `${count} rows are`;
  return `${rows} refused, so all or nothing means nothing. Correct the file, or leave the refused rows out.`;
}
