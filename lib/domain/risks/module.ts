import "server-only";
import { risksAccept, risksCreate, risksEdit, risksRead, risksReview } from "@/lib/domain/risks/access";
import { createRisk, updateRisk } from "@/lib/domain/risks/commands";
import { getRisk, riskRegister } from "@/lib/domain/risks/queries";
import { type Module, route } from "@/lib/platform/registry/module";

export const risksModule: Module = {
  name: "risks",
  permissions: [risksRead, risksCreate, risksEdit, risksAccept, risksReview],
  navigation: [{ group: "Risk", label: "Risks", href: "/risks", icon: "risk", permission: risksRead }],
  registers: [riskRegister],
  routes: [
    route("post", "/risks", createRisk, { status: 201 }),
    route("get", "/risks/:id", getRisk),
    route("patch", "/risks/:id", updateRisk),
  ],
};
