import "server-only";
import { sealChain } from "@/lib/domain/audit/commands";
import type { Job } from "@/lib/platform/jobs/job";

/** Signs the audit chain every hour in which it grew. */
export const checkpointJob: Job = {
  name: "audit.checkpoint",
  schedule: "7 * * * *",
  run: (actor) => sealChain(actor),
};
