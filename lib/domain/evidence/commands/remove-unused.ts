import "server-only";
import * as z from "zod";
import { mayRemoveFiles } from "@/lib/platform/backup/hold-removals";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { afterwards, type Context, command, query } from "@/lib/platform/operation/operation";
import { storage } from "@/lib/platform/storage/storage";

/** How long a file that was handed in waits for its form. */
const waitsFor = 24 * 60 * 60 * 1_000;
const atOnce = 500;

const longAgo = ({ now }: Pick<Context, "now">) => new Date(now.getTime() - waitsFor);

/**
 * Removes files that somebody handed in for a form more than a day ago and that no form used; the audit trail keeps that
 * they were there. Returns their digests. Only the system does this, and doing it twice changes nothing more.
 */
export const removeUnusedFiles = command({
  name: "evidence.removeUnused",
  summary: "Remove files that were handed in a day ago and that no form used",
  permission: jobsOwn,
  systemOnly: "Unused files are removed by themselves.",
  input: z.strictObject({}),
  timeoutMs: 120_000,
  run: async (context) => {
    // The files that a backup is about to copy stay until it is done; it is the next hour's work then.
    if (!(await mayRemoveFiles())) return { result: { digests: [] }, changes: [] };
    const { tx } = context;
    const unused = await tx.storedFile.findMany({
      where: { waiting: true, createdAt: { lt: longAgo(context) } },
      orderBy: { id: "asc" },
      take: atOnce,
    });
    const removed = [];
    for (const file of unused) {
      // A form that is sent at this moment wins.
      const { count } = await tx.storedFile.deleteMany({ where: { id: file.id, waiting: true } });
      if (count === 1) removed.push(file);
    }
    return {
      result: { digests: removed.map(({ sha256 }) => sha256) },
      changes: removed.map((file) => ({
        subject: { type: "files", id: file.id, unitId: file.unitId },
        before: file,
        after: null,
      })),
    };
  },
});

/** Removes from storage those of these contents that no record holds; what was handed in again since then stays. */
export const removeUnusedBytes = afterwards(
  query({
    name: "evidence.unusedBytes",
    summary: "Which of these contents no record holds",
    permission: jobsOwn,
    systemOnly: "Unused files are removed by themselves.",
    input: z.strictObject({ digests: z.array(z.string()).max(atOnce) }),
    run: async (context, { digests }) => {
      const held = await context.tx.storedFile.findMany({
        where: { sha256: { in: digests } },
        select: { sha256: true },
      });
      const inUse = new Set(held.map(({ sha256 }) => sha256));
      return {
        unused: [...new Set(digests)].filter((sha256) => !inUse.has(sha256)),
        before: longAgo(context),
      };
    },
  }),
  async ({ unused, before }) => {
    for (const sha256 of unused) await storage().remove(sha256, before);
    return { removed: unused.length };
  },
);
