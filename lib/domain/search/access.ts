import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const searchUse = permission("search:use", "Search the records one may read.", everyRole);
