import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const settingsRead = permission("settings:read", "See the organisation's settings.", everyRole);
export const settingsEdit = permission("settings:edit", "Change the organisation's name and time zone.", [
  "administrator",
]);
