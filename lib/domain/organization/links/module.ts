import "server-only";
import { linksUse } from "@/lib/domain/organization/links/access";
import { acceptInvitation, resetPassword } from "@/lib/domain/organization/links/commands";
import { outdatedLinks } from "@/lib/domain/organization/links/retention";
import { setUp } from "@/lib/domain/organization/links/set-up";
import { type Module, route } from "@/lib/platform/registry/module";

export const linksModule: Module = {
  name: "links",
  permissions: [linksUse],
  retention: [outdatedLinks],
  routes: [
    route("post", "/set-up", setUp, { status: 201, open: true }),
    route("post", "/invitation", acceptInvitation, { open: true }),
    route("post", "/reset", resetPassword, { open: true }),
  ],
};
