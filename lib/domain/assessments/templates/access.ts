import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const questionnairesRead = permission(
  "questionnaires:read",
  "Read the questionnaires by which AI systems and suppliers are assessed.",
  everyRole,
);
