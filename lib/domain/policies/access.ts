import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const policiesRead = permission(
  "policies:read",
  "Read policy templates, and save them with the organisation's names.",
  everyRole,
);
