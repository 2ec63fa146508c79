import "server-only";
import * as z from "zod";
import { importsRun } from "@/lib/domain/imports/access";
import { readHead } from "@/lib/domain/imports/import-file";
import { proposeMapping } from "@/lib/domain/imports/mapping";
import { recall } from "@/lib/domain/imports/remembered";
import { importConcepts, importRecord, sheetChoice } from "@/lib/domain/imports/schema";
import { storedChoice } from "@/lib/domain/imports/stored-choice";
import { targetOf } from "@/lib/domain/imports/targets";
import { topUnit } from "@/lib/domain/organization/settings/setting";
import { type Actor, authorOf, may, unitsWith } from "@/lib/platform/access/actor";
import { Invalid } from "@/lib/platform/errors/public-error";
import { startJob } from "@/lib/platform/jobs/start-job";
import { command } from "@/lib/platform/operation/operation";
import type { ImportTarget } from "@/lib/platform/register/import-session";
import { receivedFile } from "@/lib/platform/storage/receive-file";
import { workbookMediaType } from "@/lib/platform/workbook/write";

const names = importConcepts.map(({ value }) => value);

/** Takes a file, finds out which heading feeds what, and starts the dry run; no record is written. */
export const createImport = command({
  name: "imports.create",
  summary: "Start an import: the file is checked, nothing is written",
  permission: importsRun,
  input: z.strictObject({
    concept: z.enum(names, { error: `Say with ?concept= what the file holds: ${names.join(", ")}.` }),
    unitId: z.uuid({ error: "Is not the id of a business unit." }).optional(),
    name: z.string().optional(),
    ...sheetChoice,
    file: receivedFile,
  }),
  output: importRecord,
  timeoutMs: 2 * 60_000,
  run: async (context, { concept, unitId: wanted, file, sheet, headingRow }) => {
    const { tx, actor } = context;
    const target = targetOf(concept);
    const unitId = unitFor(actor, target, target.atTop ? await topUnit(tx) : wanted);
    const choice = { sheet: sheet ?? null, headingRow: headingRow ?? null };
    const { headings, samples, workbook } = await readHead(file.sha256, choice);
    const { fields } = await target.open(context);
    const proposed = proposeMapping(target, fields, headings, samples);
    const mapping = await recall(context, concept, fields, proposed);
    const createdById = authorOf(actor);
    const stored = await tx.storedFile.create({
      data: { ...file, mediaType: workbook ? workbookMediaType : "text/csv", unitId, createdById },
    });
    const created = await tx.import.create({
      data: {
        concept,
        fileId: stored.id,
        fileName: file.name,
        unitId,
        mapping,
        createdById,
        ...storedChoice(workbook),
      },
    });
    const jobId = await startJob(context, { kind: "imports.check", input: { id: created.id }, unitId });
    const after = await tx.import.update({ where: { id: created.id }, data: { jobId } });
    return {
      result: { ...after, createdAt: after.createdAt.toISOString() },
      change: { subject: { type: "imports", id: after.id, unitId }, before: null, after },
    };
  },
});

// Without a choice, the highest unit in which the actor may add such records.
function unitFor(actor: Actor, target: ImportTarget, wanted: string | undefined): string {
  const units = unitsWith(actor, target.create);
  const unitId =
    wanted ?? actor.grants.map((grant) => grant.unitId).find((unit) => units.includes(unit)) ?? units[0];
  if (unitId !== undefined && may(actor, target.create, unitId)) return unitId;
  throw new Invalid([
    {
      path: "unitId",
      message: `There is no such business unit where you may add ${target.words.many}. Choose another.`,
    },
  ]);
}
