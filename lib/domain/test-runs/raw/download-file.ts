import "server-only";
import { Readable } from "node:stream";
import * as z from "zod";
import { assertMay, testRunsReadRaw } from "@/lib/domain/test-runs/access";
import { findTestImport } from "@/lib/domain/test-runs/queries/find";
import { Conflict } from "@/lib/platform/errors/public-error";
import { Download } from "@/lib/platform/http/download";
import { command } from "@/lib/platform/operation/operation";
import { recordVersion } from "@/lib/platform/schema/shape";
import { fileBytes } from "@/lib/platform/storage/file-bytes";

/** Opens the file of results as it came, to be saved, and records who did; throws Conflict where it is not kept, or no longer. */
export const downloadRawFile = command({
  name: "test-imports.downloadRaw",
  summary: "Download a file of test results as it came; who does is recorded",
  permission: testRunsReadRaw,
  input: z.strictObject({ id: recordVersion.id }),
  run: async (context, { id }) => {
    const { tx, actor, now } = context;
    const found = await findTestImport(context, id);
    assertMay(actor, testRunsReadRaw, found.unitId);
    const kept = found.rawUntil !== null && found.rawUntil > now;
    const file = kept ? await tx.storedFile.findUnique({ where: { id: found.fileId } }) : null;
    if (!file) throw new Conflict("The file as it came is not kept, or no longer.");
    const bytes = Readable.toWeb(Readable.from(fileBytes(file, 0, file.plainSize ?? file.size)));
    return {
      result: new Download(file.name, "application/octet-stream", bytes as ReadableStream<Uint8Array>),
      change: { subject: { type: "test-imports", id, unitId: found.unitId }, before: found, after: found },
    };
  },
});
