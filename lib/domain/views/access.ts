import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const viewsUse = permission(
  "views:use",
  "Keep views of registers for oneself, and use those that are shared.",
  everyRole,
);
export const viewsShare = permission(
  "views:share",
  "Share views of registers with a business unit, and change and remove shared ones.",
  ["administrator", "lead", "compliance"],
);
