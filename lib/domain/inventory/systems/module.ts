import "server-only";
import {
  systemsCreate,
  systemsEdit,
  systemsGates,
  systemsMove,
  systemsRead,
} from "@/lib/domain/inventory/systems/access";
import {
  createSystem,
  moveSystem,
  reviewSystem,
  updateSystem,
} from "@/lib/domain/inventory/systems/commands";
import { setGates } from "@/lib/domain/inventory/systems/gates/commands";
import { inventoryConditions } from "@/lib/domain/inventory/systems/gates/conditions";
import { getGates, systemGates } from "@/lib/domain/inventory/systems/gates/queries";
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
  permissions: [systemsRead, systemsCreate, systemsEdit, systemsMove, systemsGates],
  navigation: [
    { group: "Inventory", label: "AI systems", href: "/systems", icon: "system", permission: systemsRead },
    {
      group: "Settings",
      label: "Lifecycle gates",
      href: "/settings/lifecycle-gates",
      icon: "gate",
      permission: systemsRead,
    },
  ],
  registers: [systemRegister],
  records: [{ type: "systems", one: "AI system", read: systemsRead, find: findSystems }],
  gateConditions: inventoryConditions,
  routes: [
    route("get", "/systems/choices", systemChoices),
    route("post", "/systems", createSystem, { status: 201 }),
    route("get", "/systems/:id", getSystem),
    route("get", "/systems/:id/history", systemHistory),
    route("get", "/systems/:id/relations", systemRelations),
    route("patch", "/systems/:id", updateSystem),
    route("post", "/systems/:id/move", moveSystem),
    route("post", "/systems/:id/review", reviewSystem),
    route("get", "/systems/:id/gates", systemGates),
    route("get", "/settings/lifecycle-gates", getGates),
    route("put", "/settings/lifecycle-gates", setGates),
  ],
};
