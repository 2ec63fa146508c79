import "server-only";
import * as z from "zod";
import { assertMay, testRunsImport } from "@/lib/domain/test-runs/access";
import { begin, importAnswer, importChange } from "@/lib/domain/test-runs/imports/begin";
import { bind } from "@/lib/domain/test-runs/imports/binding";
import { firstLook } from "@/lib/domain/test-runs/imports/first-look";
import { findTestImport, stateOf } from "@/lib/domain/test-runs/queries/find";
import {
  fileField,
  fileOfSeveral,
  importRecord,
  mostFiles,
  saidOfFile,
} from "@/lib/domain/test-runs/runs/schema";
import { authorOf, unitsWith } from "@/lib/platform/access/actor";
import { Conflict, type FieldProblem, Invalid } from "@/lib/platform/errors/public-error";
import { startJob } from "@/lib/platform/jobs/start-job";
import { type Context, command } from "@/lib/platform/operation/operation";
import { defined, recordVersion } from "@/lib/platform/schema/shape";
import { sealedFile } from "@/lib/platform/storage/receive-file";

/** Takes a file of results and says what it looks like; the form that is sent afterwards says what was tested. */
export const uploadResults = command({
  name: "test-imports.upload",
  summary: "Hand in a file of test results; what was tested is said afterwards",
  permission: testRunsImport,
  input: z.strictObject({ name: z.string().optional(), file: sealedFile }),
  output: z.strictObject({
    ...{ id: z.uuid(), name: z.string(), sha256: z.string(), size: z.int() },
    ...{ format: z.string().nullable(), formatVersion: z.string().nullable(), doubt: z.string().nullable() },
  }),
  run: async ({ tx, actor }, { file }) => {
    const unitId = unitsWith(actor, testRunsImport)[0] ?? "";
    const stored = await tx.storedFile.create({
      data: { ...file, unitId, createdById: authorOf(actor), waiting: true },
    });
    const { name, plainSha256: sha256, plainSize: size } = file;
    return {
      result: { id: stored.id, name, sha256, size, ...(await firstLook(stored)) },
      change: { subject: { type: "files", id: stored.id, unitId }, before: null, after: stored },
    };
  },
});

/** Says what a file that was handed in tested, and starts to read it; nothing is written before somebody applies it. */
export const createTestImport = command({
  name: "test-imports.create",
  summary: "Read a file of test results: what it would create, update, close and reopen",
  permission: testRunsImport,
  input: saidOfFile.extend({ fileId: fileField }),
  output: importRecord,
  run: async (context, { fileId, ...said }) => {
    const file = await waitingFile(context, fileId);
    if (!file) throw new Invalid([{ path: "fileId", message: gone }]);
    const after = await begin(context, file, { ...said, applies: false });
    return { result: importAnswer(after), change: importChange(null, after) };
  },
});

/**
 * Says what several files tested, all alike or each by itself, and starts to read each by itself. What is said wrongly of one is told
 * under its name, and then none is begun.
 */
export const createTestImports = command({
  name: "test-imports.createSeveral",
  summary: "Read several files of test results with what is said of all and of each",
  permission: testRunsImport,
  input: saidOfFile.extend({
    files: z
      .array(fileOfSeveral, { error: "files must be a list." })
      .min(1, "Choose at least one file.")
      .max(mostFiles, `At most ${mostFiles} files are handed in at once.`)
      .refine((all) => new Set(all.map(({ fileId }) => fileId)).size === all.length, "Names a file twice."),
  }),
  output: z.strictObject({ imports: z.array(importRecord) }),
  run: async (context, { files, ...ofAll }) => {
    const begun = [];
    const problems = new Map<string, FieldProblem>();
    for (const [i, { fileId, ...own }] of files.entries()) {
      const file = await waitingFile(context, fileId);
      try {
        if (!file) throw new Invalid([{ path: "fileId", message: gone }]);
        // What belongs to the system of all says nothing of another one.
        const none = { modelId: null, modelVersion: null, promptId: null, promptVersion: null };
        const said = own.systemId === undefined ? ofAll : { ...ofAll, ...none };
        begun.push(await begin(context, file, { ...said, ...defined(own), applies: false }));
      } catch (error) {
        if (!(error instanceof Invalid)) throw error;
        for (const { path, message } of error.problems) {
          // What is wrong with what is said of all is told once.
          const its = Object.hasOwn(own, path) || path === "fileId";
          const at = its ? `files.${i}.${path}` : path;
          const named = its ? `${file?.name ?? `File ${i + 1}`}: ${message}` : message;
          problems.set(`${at} ${named}`, { path: at, message: named });
        }
      }
    }
    if (problems.size > 0) throw new Invalid([...problems.values()]);
    return {
      result: { imports: begun.map(importAnswer) },
      changes: begun.map((after) => importChange(null, after)),
    };
  },
});

const gone = "There is no such file that waits to be taken. Choose it again.";

function waitingFile({ tx, actor }: Context, id: string) {
  return tx.storedFile.findFirst({ where: { id, waiting: true, createdById: authorOf(actor) } });
}

/**
 * Takes a file of results together with what it tested, for pipelines: one request, read in a job. With `apply` what it shows is
 * written at once; without, it waits as a dry run.
 */
export const pushResults = command({
  name: "test-imports.push",
  summary: "Hand in a file of test results with what it tested, as a dry run or to be applied at once",
  permission: testRunsImport,
  input: saidOfFile.extend({
    name: z.string().optional(),
    apply: z.stringbool({ error: "apply is true or false." }).default(false),
    file: sealedFile,
  }),
  output: importRecord,
  run: async (context, { file, name: _name, apply, ...said }) => {
    const { unitId } = await bind(context, said);
    const stored = await context.tx.storedFile.create({
      data: { ...file, unitId, createdById: authorOf(context.actor), waiting: true },
    });
    const after = await begin(context, stored, { ...said, applies: apply });
    return {
      result: importAnswer(after),
      changes: [
        { subject: { type: "files", id: stored.id, unitId }, before: null, after: stored },
        importChange(null, after),
      ],
    };
  },
});

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
    assertMay(context.actor, testRunsImport, before.unitId);
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
