import "server-only";
import { removeUnusedBytes, removeUnusedFiles } from "@/lib/domain/evidence/commands/remove-unused";
import type { Job } from "@/lib/platform/jobs/job";

/** Every hour: files that were handed in for a form nobody sent. */
export const removeUnused: Job = {
  name: "evidence.removeUnused",
  schedule: "41 * * * *",
  async run(actor) {
    const { digests } = await removeUnusedFiles.execute(actor, {});
    return removeUnusedBytes.execute(actor, { digests });
  },
};
