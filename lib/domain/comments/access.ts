import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const commentsRead = permission(
  "comments:read",
  "Read what others say about the records one may read.",
  everyRole,
);
export const commentsWrite = permission(
  "comments:write",
  "Comment on records of one's units, and change and remove what one said oneself.",
  ["administrator", "lead", "system-owner", "risk-owner", "executive", "compliance"],
);
export const watchOwn = permission(
  "watching:own",
  "Be told, or not, when a record that one may read changes.",
  [],
  { own: true },
);
