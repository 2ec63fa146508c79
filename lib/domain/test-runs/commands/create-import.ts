import "server-only";
import * as z from "zod";
import { testRunsImport } from "@/lib/domain/test-runs/access";
import { formats } from "@/lib/domain/test-runs/formats/formats";
import { bind } from "@/lib/domain/test-runs/imports/binding";
import { findTestImport, stateOf } from "@/lib/domain/test-runs/queries/find";
import { handInFields, importRecord } from "@/lib/domain/test-runs/runs/schema";
import { authorOf, unitsWith } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { StoredFile, TestImport } from "@/lib/platform/database/generated/client";
import { Conflict, Invalid } from "@/lib/platform/errors/public-error";
import { startJob } from "@/lib/platform/jobs/start-job";
import { type Context, command } from "@/lib/platform/operation/operation";
import { createInput, recordVersion } from "@/lib/platform/schema/shape";
import { receivedFile } from "@/lib/platform/storage/receive-file";

const { fileId: fileField, ...said } = handInFields;
const described = createInput(said);

/** Takes a file of results; the form that is sent afterwards says what was tested. */
export const uploadResults = command({
  name: "test-imports.upload",
  summary: "Hand in a file of test results; what was tested is said afterwards",
  permission: testRunsImport,
  input: z.strictObject({ name: z.string().optional(), file: receivedFile }),
  output: z.strictObject({
    ...{ id: z.uuid(), name: z.string(), sha256: z.string(), size: z.int(), mediaType: z.string() },
  }),
  run: async ({ tx, actor }, { file }) => {
    const unitId = unitsWith(actor, testRunsImport)[0] ?? "";
    const stored = await tx.storedFile.create({
      data: { ...file, unitId, createdById: authorOf(actor), waiting: true },
    });
    return {
      result: { id: stored.id, ...file },
      change: { subject: { type: "files", id: stored.id, unitId }, before: null, after: stored },
    };
  },
});

/** Says what a file that was handed in tested, and starts to read it; nothing is written before somebody applies it. */
export const createTestImport = command({
  name: "test-imports.create",
  summary: "Read a file of test results: what it would create, update, close and reopen",
  permission: testRunsImport,
  input: described.extend({ fileId: fileField }),
  output: importRecord,
  run: async (context, { fileId, ...wanted }) => {
    const { tx, actor } = context;
    const file = await tx.storedFile.findFirst({
      where: { id: fileId, waiting: true, createdById: authorOf(actor) },
    });
    if (!file)
      throw new Invalid([
        { path: "fileId", message: "There is no such file that waits to be taken. Choose it again." },
      ]);
    return begin(context, file, { ...wanted, applies: false }, []);
  },
});

/**
 * Takes a file of results together with what it tested, for pipelines: one request, read in a job. With `apply` what it shows is
 * written at once; without, it waits as a dry run.
 */
export const pushResults = command({
  name: "test-imports.push",
  summary: "Hand in a file of test results with what it tested, as a dry run or to be applied at once",
  permission: testRunsImport,
  input: described.extend({
    name: z.string().optional(),
    apply: z.stringbool({ error: "apply is true or false." }).default(false),
    file: receivedFile,
  }),
  output: importRecord,
  run: async (context, { file, name: _name, apply, ...wanted }) => {
    const { unitId } = await bind(context, wanted);
    const stored = await context.tx.storedFile.create({
      data: { ...file, unitId, createdById: authorOf(context.actor), waiting: true },
    });
    const taken = { subject: { type: "files", id: stored.id, unitId }, before: null, after: stored };
    return begin(context, stored, { ...wanted, applies: apply }, [taken]);
  },
});

type Described = z.output<typeof described> & { applies: boolean };

async function begin(
  context: Context,
  file: StoredFile,
  { scoreMeans, format, ...wanted }: Described,
  before: readonly Change[],
) {
  const { tx, actor } = context;
  if (format !== null && !formats.some(({ key }) => key === format))
    throw new Invalid([
      { path: "format", message: `Is no format. Use one of: ${formats.map(({ key }) => key).join(", ")}.` },
    ]);
  const bound = { ...wanted, ...(await bind(context, wanted)) };
  const { systemId, modelId, modelVersion, promptId, promptVersion, commit, branch, build } = bound;
  const known = await tx.testRun.findFirst({
    where: {
      ...{ sha256: file.sha256, systemId, modelId, modelVersion, promptId, promptVersion },
      ...{ commit, branch, build },
    },
  });
  const created = await tx.testImport.create({
    data: {
      ...{ ...bound, format, scoreMeans: scoreMeans === null ? {} : { "*": scoreMeans } },
      ...{ fileId: file.id, fileName: file.name, sha256: file.sha256, size: Number(file.size) },
      ...{ createdById: authorOf(actor), state: known ? "unchanged" : "checking", runId: known?.id ?? null },
    },
  });
  const input = { id: created.id };
  const jobId = known
    ? null
    : await startJob(context, { kind: "test-runs.check", input, unitId: bound.unitId, total: created.size });
  const after = await tx.testImport.update({ where: { id: created.id }, data: { jobId } });
  return { result: importAnswer(after), changes: [...before, importChange(null, after)] };
}

/** Starts to write what a file of results shows, as it was read. */
export const applyTestImport = command({
  name: "test-imports.apply",
  summary: "Write what a file of test results shows",
  permission: testRunsImport,
  input: z.strictObject({ id: recordVersion.id }),
  output: importRecord,
  run: async (context, { id }) => {
    const { tx } = context;
    const before = await findTestImport(context, id);
    const job = before.jobId && (await tx.jobRun.findUnique({ where: { id: before.jobId } }));
    const { state } = stateOf(before, job || null);
    if (state === "applied" || state === "unchanged")
      throw new Conflict("It is applied already, so there is nothing to do.");
    if (state !== "checked") throw new Conflict("The file has not been read to its end. Hand it in again.");
    if ((await tx.storedFile.count({ where: { id: before.fileId } })) === 0)
      throw new Conflict("The file was handed in more than a day ago and is gone. Hand it in again.");
    const { unitId, size: total } = before;
    const jobId = await startJob(context, { kind: "test-runs.apply", input: { id }, unitId, total });
    const after = await tx.testImport.update({
      where: { id },
      data: { jobId, state: "applying", version: { increment: 1 } },
    });
    return { result: importAnswer(after), change: importChange(before, after) };
  },
});

/** Returns what a command answers about an import. */
export function importAnswer({ id, state, version, jobId, runId }: TestImport) {
  return { id, state, version, jobId, runId };
}

/** Returns the change of an import for the audit trail. */
export function importChange(before: TestImport | null, after: TestImport): Change {
  return { subject: { type: "test-imports", id: after.id, unitId: after.unitId }, before, after };
}
