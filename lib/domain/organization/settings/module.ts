import "server-only";
import { settingsEdit, settingsRead } from "@/lib/domain/organization/settings/access";
import { updateOrganisation } from "@/lib/domain/organization/settings/commands";
import { getOrganisation } from "@/lib/domain/organization/settings/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const settingsModule: Module = {
  name: "settings",
  permissions: [settingsRead, settingsEdit],
  navigation: [
    {
      group: "Settings",
      label: "Organisation",
      href: "/settings/organisation",
      icon: "organisation",
      permission: settingsEdit,
    },
  ],
  routes: [
    route("get", "/settings/organisation", getOrganisation),
    route("patch", "/settings/organisation", updateOrganisation),
  ],
};
