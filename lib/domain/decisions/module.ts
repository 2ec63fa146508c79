import "server-only";
import { decisionsRead } from "@/lib/domain/decisions/access";
import { decisionContent, decisionRegister, getDecision } from "@/lib/domain/decisions/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const decisionsModule: Module = {
  name: "decisions",
  permissions: [decisionsRead],
  registers: [decisionRegister],
  routes: [
    route("get", "/decisions/:id", getDecision),
    route("get", "/decisions/:id/content", decisionContent),
  ],
};
