import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const retentionRead = permission(
  "retention:read",
  "Read for how long what the register no longer needs is kept, and how much a run would remove.",
  ["administrator", "compliance"],
);
export const retentionSet = permission(
  "retention:set",
  "Set for how long what the register no longer needs is kept.",
  ["administrator"],
);
