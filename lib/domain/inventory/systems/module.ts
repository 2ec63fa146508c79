import "server-only";
import { systemsCreate, systemsEdit, systemsMove, systemsRead } from "@/lib/domain/inventory/systems/access";
import {
  createSystem,
  moveSystem,
  reviewSystem,
  updateSystem,
} from "@/lib/domain/inventory/systems/commands";
import {
  findSystems,
  getSystem,
  systemChoices,
  systemHistory,
  systemRegister,
} from "@/lib/domain/inventory/systems/queries";
import { systemRelations } from "@/lib/domain/inventory/systems/relations";
import { type Module, route } from "@/lib/platform/registry/module";

export const systemsModule: Module = {
  name: "systems",
  permissions: [systemsRead, systemsCreate, systemsEdit, systemsMove],
  navigation: [
    { group: "Inventory", label: "AI systems", href: "/systems", icon: "system", permission: systemsRead },
  ],
  registers: [systemRegister],
  records: [{ type: "systems", one: "AI system", read: systemsRead, find: findSystems }],
  routes: [
    route("get", "/systems/choices", systemChoices),
    route("post", "/systems", createSystem, { status: 201 }),
    route("get", "/systems/:id", getSystem),
    route("get", "/systems/:id/history", systemHistory),
    route("get", "/systems/:id/relations", systemRelations),
    route("patch", "/systems/:id", updateSystem),
    route("post", "/systems/:id/move", moveSystem),
    route("post", "/systems/:id/review", reviewSystem),
  ],
};
