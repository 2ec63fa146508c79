import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const bomsReconcile = permission(
  "boms:reconcile",
  "Compare AI systems with bills of materials, and take over differences as far as one may by hand.",
  ["administrator", "lead", "system-owner"],
);
