import "server-only";
import { programmeRead } from "@/lib/domain/programme/access";
import { getProgramme } from "@/lib/domain/programme/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const programmeModule: Module = {
  name: "programme",
  permissions: [programmeRead],
  routes: [route("get", "/programme", getProgramme)],
};
