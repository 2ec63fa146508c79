import "server-only";
import type * as z from "zod";
import { formats } from "@/lib/domain/test-runs/formats/formats";
import { bind } from "@/lib/domain/test-runs/imports/binding";
import type { saidOfFile } from "@/lib/domain/test-runs/runs/schema";
import { authorOf } from "@/lib/platform/access/actor";
import type { Change } from "@/lib/platform/audit/change";
import type { StoredFile, TestImport } from "@/lib/platform/database/generated/client";
import { Invalid } from "@/lib/platform/errors/public-error";
import { startJob } from "@/lib/platform/jobs/start-job";
import type { Context } from "@/lib/platform/operation/operation";

type Described = z.output<typeof saidOfFile> & { applies: boolean };

/**
 * Starts to read a file with what its sender says of it; known bytes of the same target are not read again. Returns the import.
 * Throws Invalid for what does not fit.
 */
export async function begin(
  context: Context,
  file: StoredFile,
  { scoreMeans, format, ...wanted }: Described,
): Promise<TestImport> {
  const { tx, actor } = context;
  if (format !== null && !formats.some(({ key }) => key === format))
    throw new Invalid([
      { path: "format", message: `Is no format. Use one of: ${formats.map(({ key }) => key).join(", ")}.` },
    ]);
  const bound = { ...wanted, ...(await bind(context, wanted)) };
  const { systemId, modelId, modelVersion, promptId, promptVersion, commit, branch, build, unitId } = bound;
  const sha256 = file.plainSha256 ?? file.sha256;
  const known = await tx.testRun.findFirst({
    where: { sha256, systemId, modelId, modelVersion, promptId, promptVersion, commit, branch, build },
  });
  // Whoever may apply it there can then read it.
  await tx.storedFile.update({ where: { id: file.id }, data: { unitId } });
  const created = await tx.testImport.create({
    data: {
      ...{ ...bound, format, scoreMeans: scoreMeans === null ? {} : { "*": scoreMeans } },
      ...{ fileId: file.id, fileName: file.name, sha256, size: file.plainSize ?? file.size },
      ...{ createdById: authorOf(actor), state: known ? "unchanged" : "checking", runId: known?.id ?? null },
    },
  });
  if (known) return created;
  const jobId = await startJob(context, {
    ...{ kind: "test-runs.check", input: { id: created.id }, unitId, total: created.size },
  });
  return tx.testImport.update({ where: { id: created.id }, data: { jobId } });
}

/** Returns the change of an import for the audit trail. */
export function importChange(before: TestImport | null, after: TestImport): Change {
  return { subject: { type: "test-imports", id: after.id, unitId: after.unitId }, before, after };
}

/** Returns what a command answers about an import. */
export function importAnswer({ id, state, version, jobId, runId }: TestImport) {
  return { id, state, version, jobId, runId };
}
