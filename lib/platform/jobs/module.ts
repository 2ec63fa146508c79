import "server-only";
import { jobsOwn } from "@/lib/platform/jobs/access";
import { cancelJob } from "@/lib/platform/jobs/commands";
import { getJob } from "@/lib/platform/jobs/queries";
import { outdatedJobs } from "@/lib/platform/jobs/retention";
import { type Module, route } from "@/lib/platform/registry/module";

export const jobsModule: Module = {
  name: "jobs",
  permissions: [jobsOwn],
  retention: [outdatedJobs],
  routes: [route("get", "/jobs/:id", getJob), route("post", "/jobs/:id/cancel", cancelJob)],
};
