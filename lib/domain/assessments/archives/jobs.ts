import "server-only";
import { makeArchive } from "@/lib/domain/assessments/archives/make-archive";
import { pastArchives } from "@/lib/domain/assessments/archives/queries/archives";
import { archiveKind } from "@/lib/domain/assessments/archives/schema";
import { removeUnusedBytes } from "@/lib/domain/evidence/commands/remove-unused";
import type { Job } from "@/lib/platform/jobs/job";

/** The printing of an archive, and every night the removal of those past their days. */
export const archiveJobs: readonly Job[] = [
  { name: archiveKind, run: makeArchive },
  {
    name: "assessment-archives.remove",
    schedule: "23 3 * * *",
    async run(actor) {
      return removeUnusedBytes.execute(actor, await pastArchives.execute(actor, {}));
    },
  },
];
