import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const myWorkRead = permission("my-work:read", "See what is asked of oneself.", everyRole);
