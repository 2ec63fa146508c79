import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const plannedTestsEdit = permission(
  "planned-tests:edit",
  "Write the test plans of the AI systems of one's units.",
  ["administrator", "lead", "system-owner"],
);
