import "server-only";
import { tokensCreate, tokensManage, tokensRead } from "@/lib/domain/organization/tokens/access";
import { createToken, revokeToken } from "@/lib/domain/organization/tokens/commands";
import { listTokens } from "@/lib/domain/organization/tokens/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const tokensModule: Module = {
  name: "tokens",
  permissions: [tokensCreate, tokensRead, tokensManage],
  navigation: [
    {
      group: "Settings",
      label: "API tokens",
      href: "/settings/tokens",
      icon: "token",
      permission: tokensCreate,
    },
  ],
  routes: [
    route("get", "/tokens", listTokens),
    route("post", "/tokens", createToken, { status: 201 }),
    route("delete", "/tokens/:id", revokeToken),
  ],
};
