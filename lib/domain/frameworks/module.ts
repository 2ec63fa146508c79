import "server-only";
import { frameworksRead } from "@/lib/domain/frameworks/access";
import { compareFrameworks, getFramework, listFrameworks } from "@/lib/domain/frameworks/queries/browse";
import { type Module, route } from "@/lib/platform/registry/module";

export const frameworksModule: Module = {
  name: "frameworks",
  permissions: [frameworksRead],
  navigation: [
    {
      group: "Compliance",
      label: "Frameworks",
      href: "/frameworks",
      icon: "framework",
      permission: frameworksRead,
    },
  ],
  routes: [
    route("get", "/frameworks", listFrameworks),
    route("get", "/frameworks/compare", compareFrameworks),
    route("get", "/frameworks/:key", getFramework),
  ],
};
