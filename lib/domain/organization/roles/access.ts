import "server-only";
import { permission } from "@/lib/platform/access/permission";

export const rolesRead = permission("roles:read", "Read what each role may do and who sees a record.", [
  "administrator",
  "lead",
  "compliance",
  "auditor",
]);
export const rolesDefine = permission(
  "roles:define",
  "Define roles of the organisation's own, of permissions that one could give to others anyway.",
  ["administrator"],
  { peopleOnly: true },
);
