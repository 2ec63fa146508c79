import "server-only";
import { preferencesOwn } from "@/lib/domain/organization/preferences/access";
import { savePreference } from "@/lib/domain/organization/preferences/commands";
import { getPreference } from "@/lib/domain/organization/preferences/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const preferencesModule: Module = {
  name: "preferences",
  permissions: [preferencesOwn],
  routes: [
    route("get", "/preferences/:key", getPreference),
    route("put", "/preferences/:key", savePreference),
  ],
};
