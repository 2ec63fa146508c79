import "server-only";
import { permission } from "@/lib/platform/access/permission";

/** Nobody's by role: whoever holds a link acts through the system, and only on the account the link is for. */
export const linksUse = permission(
  "links:use",
  "Use a link for first set-up, an invitation or a new password. Nobody has this by role; the link itself decides.",
  [],
);
