import "server-only";
import * as z from "zod";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { afterwards, command, query } from "@/lib/platform/operation/operation";
import { storage } from "@/lib/platform/storage/storage";

const atOnce = 500;

/**
 * Removes the bytes of files of results from the storage that are applied or known and are not, or no longer, to be kept; returns the ids
 * of the files. Their rows go afterwards, so that what was cut off in between is done again.
 */
export const removeSpentBytes = afterwards(
  query({
    name: "test-imports.spentFiles",
    summary: "Which files of test results are done with",
    permission: jobsOwn,
    systemOnly: "Files of results are removed by themselves.",
    input: z.strictObject({}),
    run: async ({ tx, now }) => {
      const open = new Date(now.getTime() - 24 * 60 * 60 * 1_000);
      // One that another form still waits for stays for its day.
      const files = await tx.$queryRaw<{ id: string; sha256: string }[]>`
        select f.id, f.sha256 from files f
        where f."plainSha256" is not null
          and exists (select 1 from test_imports i where i."fileId" = f.id and i.state in ('applied', 'unchanged'))
          and not exists (select 1 from test_imports i where i."fileId" = f.id and (i."rawUntil" > ${now}
            or (i.state in ('checking', 'checked', 'applying') and i."createdAt" > ${open})))
        order by f.id limit ${atOnce}`;
      return { files, before: now };
    },
  }),
  async ({ files, before }) => {
    for (const { sha256 } of files) await storage().remove(sha256, before);
    return { ids: files.map(({ id }) => id) };
  },
);

/** Removes the rows of files of results whose bytes are gone; the audit trail keeps that they were there and when they went. */
export const forgetSpentFiles = command({
  name: "test-imports.removeFiles",
  summary: "Forget files of test results that are gone from the storage",
  permission: jobsOwn,
  systemOnly: "Files of results are removed by themselves.",
  input: z.strictObject({ ids: z.array(z.uuid()).max(atOnce) }),
  run: async ({ tx }, { ids }) => {
    const files = await tx.storedFile.findMany({ where: { id: { in: ids } } });
    await tx.storedFile.deleteMany({ where: { id: { in: ids } } });
    return {
      result: { removed: files.length },
      changes: files.map((file) => ({
        subject: { type: "files", id: file.id, unitId: file.unitId },
        ...{ before: file, after: null },
      })),
    };
  },
});
