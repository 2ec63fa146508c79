import "server-only";
import * as z from "zod";
import { importsRun } from "@/lib/domain/imports/access";
import { findIdleImport, findImport, mappingOf } from "@/lib/domain/imports/find-import";
import { correctMapping } from "@/lib/domain/imports/mapping";
import { importRecord } from "@/lib/domain/imports/schema";
import { targetOf } from "@/lib/domain/imports/targets";
import { startJob } from "@/lib/platform/jobs/start-job";
import { command } from "@/lib/platform/operation/operation";
import { assertWon } from "@/lib/platform/operation/version";
import { recordVersion } from "@/lib/platform/schema/shape";

const text = z.string().max(10_000);

/** Changes which heading feeds which field, or gives one value for all new rows, and checks the file again. */
export const mapImport = command({
  name: "imports.map",
  summary: "Change which heading feeds which field, and check the file again",
  permission: importsRun,
  input: z.strictObject({
    ...recordVersion,
    columns: z.record(text, text.nullable()).default({}),
    fill: z.record(text, text).default({}),
    words: z.record(text, z.record(text, text)).optional(),
  }),
  output: importRecord,
  run: async (context, { id, version, columns, fill, words }) => {
    const before = await findIdleImport(context, id);
    const target = targetOf(before.concept);
    const { fields } = await target.open(context);
    const mapping = correctMapping(target, fields, mappingOf(before), { columns, fill, words });
    const jobId = await startJob(context, { kind: "imports.check", input: { id }, unitId: before.unitId });
    const data = { mapping, jobId, state: "checking", message: null, version: { increment: 1 } };
    const updated = await context.tx.import.updateMany({ where: { id, version }, data });
    await assertWon(updated, () => findImport(context, id));
    const after = await findImport(context, id);
    return {
      result: { ...after, createdAt: after.createdAt.toISOString() },
      change: { subject: { type: "imports", id, unitId: after.unitId }, before, after },
    };
  },
});
