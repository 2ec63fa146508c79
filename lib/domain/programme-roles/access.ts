import "server-only";
import { permission } from "@/lib/platform/access/permission";
import { everyRole } from "@/lib/platform/access/role";

export const programmeRolesRead = permission(
  "programme-roles:read",
  "See who holds the roles of the AI security programme in one's units, and which are vacant.",
  everyRole,
);
export const programmeRolesAppoint = permission(
  "programme-roles:appoint",
  "Name who holds a role of the programme in one's units, and until when.",
  ["administrator", "lead"],
);
export const programmeRolesDefine = permission(
  "programme-roles:define",
  "Add roles of one's own to the programme in one's units, and change or retire them.",
  ["administrator", "lead"],
);
