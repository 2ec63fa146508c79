import "server-only";
import { rolesDefine, rolesRead } from "@/lib/domain/organization/roles/access";
import { createRole, retireRole, updateRole } from "@/lib/domain/organization/roles/commands";
import { getRole, givableRoles, listRoles } from "@/lib/domain/organization/roles/queries";
import { whoSees } from "@/lib/domain/organization/roles/who-sees";
import { type Module, route } from "@/lib/platform/registry/module";

export const rolesModule: Module = {
  name: "roles",
  permissions: [rolesRead, rolesDefine],
  navigation: [
    { group: "Settings", label: "Roles", href: "/settings/roles", icon: "roles", permission: rolesRead },
  ],
  routes: [
    route("get", "/roles", listRoles),
    route("get", "/roles/choices", givableRoles),
    route("get", "/roles/who-sees", whoSees),
    route("post", "/roles", createRole, { status: 201 }),
    route("get", "/roles/:id", getRole),
    route("patch", "/roles/:id", updateRole),
    route("post", "/roles/:id/retire", retireRole),
  ],
};
