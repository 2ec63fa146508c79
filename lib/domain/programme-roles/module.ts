import "server-only";
import {
  programmeRolesAppoint,
  programmeRolesDefine,
  programmeRolesRead,
} from "@/lib/domain/programme-roles/access";
import { appointHolder, endAppointment } from "@/lib/domain/programme-roles/commands/appoint";
import { addOwnRole, retireOwnRole, updateOwnRole } from "@/lib/domain/programme-roles/commands/own-roles";
import { unitRoles, vacancies } from "@/lib/domain/programme-roles/queries";
import { raciReport } from "@/lib/domain/programme-roles/raci-report";
import { type Module, route } from "@/lib/platform/registry/module";

export const programmeRolesModule: Module = {
  name: "programme-roles",
  permissions: [programmeRolesRead, programmeRolesAppoint, programmeRolesDefine],
  navigation: [
    {
      group: "Settings",
      label: "Programme roles",
      href: "/programme/roles",
      icon: "programme-roles",
      permission: programmeRolesRead,
    },
  ],
  routes: [
    route("get", "/programme-roles", unitRoles),
    route("get", "/programme-roles/vacancies", vacancies),
    route("post", "/programme-roles", appointHolder, { status: 201 }),
    route("post", "/programme-roles/:id/end", endAppointment),
    route("post", "/own-roles", addOwnRole, { status: 201 }),
    route("patch", "/own-roles/:id", updateOwnRole),
    route("post", "/own-roles/:id/retire", retireOwnRole),
    route("get", "/systems/:id/raci", raciReport),
  ],
};
