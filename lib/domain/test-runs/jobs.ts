import "server-only";
import * as z from "zod";
import { writeTestImport } from "@/lib/domain/test-runs/commands/apply-import";
import { checkTestImport } from "@/lib/domain/test-runs/commands/check-import";
import { followVersions } from "@/lib/domain/test-runs/commands/follow-versions";
import type { Job } from "@/lib/platform/jobs/job";

const input = z.object({ id: z.uuid() });

/** The long steps of taking in a file of results; one that is to be applied at once is applied once it is read. */
export const testRunJobs: readonly Job[] = [
  {
    name: "test-runs.check",
    async run(actor, raw, progress) {
      const { id } = input.parse(raw);
      const read = await checkTestImport.execute(actor, { id, progress });
      return read.state === "applying" ? writeTestImport.execute(actor, { id, progress }) : read;
    },
  },
  {
    name: "test-runs.apply",
    run: (actor, raw, progress) => writeTestImport.execute(actor, { ...input.parse(raw), progress }),
  },
  {
    name: "test-runs.followVersions",
    schedule: "37 * * * *",
    run: async (actor) => followVersions.execute(actor, {}),
  },
];
