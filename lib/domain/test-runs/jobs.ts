import "server-only";
import * as z from "zod";
import { writeTestImport } from "@/lib/domain/test-runs/commands/apply-import";
import { checkTestImport } from "@/lib/domain/test-runs/commands/check-import";
import { followVersions } from "@/lib/domain/test-runs/commands/follow-versions";
import { forgetSpentFiles, removeSpentBytes } from "@/lib/domain/test-runs/raw/remove-files";
import { type Actor, systemActor } from "@/lib/platform/access/actor";
import type { Job } from "@/lib/platform/jobs/job";

// What holds every prompt and answer goes as soon as it is done with.
async function removeSpent(actor: Actor) {
  return forgetSpentFiles.execute(actor, await removeSpentBytes.execute(actor, {}));
}

const input = z.object({ id: z.uuid() });

/** The long steps of taking in a file of results; one that is to be applied at once is applied once it is read. */
export const testRunJobs: readonly Job[] = [
  {
    name: "test-runs.check",
    async run(actor, raw, progress) {
      const { id } = input.parse(raw);
      const read = await checkTestImport.execute(actor, { id, progress });
      if (read.state !== "applying") return read;
      const written = await writeTestImport.execute(actor, { id, progress });
      await removeSpent(systemActor("files of results", id));
      return written;
    },
  },
  {
    name: "test-runs.apply",
    async run(actor, raw, progress) {
      const { id } = input.parse(raw);
      const written = await writeTestImport.execute(actor, { id, progress });
      await removeSpent(systemActor("files of results", id));
      return written;
    },
  },
  {
    name: "test-imports.removeFiles",
    schedule: "11 * * * *",
    run: removeSpent,
  },
  {
    name: "test-runs.followVersions",
    schedule: "37 * * * *",
    run: async (actor) => followVersions.execute(actor, {}),
  },
];
