import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const jobsOwn = permission(
  "jobs:own",
  "Follow and cancel the long work one has started oneself.",
  everyRole,
);
