import "server-only";
import {
  systemsApprove,
  systemsCreate,
  systemsEdit,
  systemsGates,
  systemsMove,
  systemsRead,
} from "@/lib/domain/inventory/systems/access";
import { approveMove, refuseMove, withdrawMove } from "@/lib/domain/inventory/systems/approvals/commands";
import { secondPersonCondition } from "@/lib/domain/inventory/systems/approvals/condition";
import { followSystems } from "@/lib/domain/inventory/systems/approvals/follow";
import { waitingMove } from "@/lib/domain/inventory/systems/approvals/queries";
import { createSystem, reviewSystem, updateSystem } from "@/lib/domain/inventory/systems/commands";
import { moveSystem } from "@/lib/domain/inventory/systems/commands/move-system";
import { setGates } from "@/lib/domain/inventory/systems/gates/commands";
import { inventoryConditions } from "@/lib/domain/inventory/systems/gates/conditions";
import { getGates, listGateVersions, systemGates } from "@/lib/domain/inventory/systems/gates/queries";
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
  permissions: [systemsRead, systemsCreate, systemsEdit, systemsMove, systemsApprove, systemsGates],
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
  gateConditions: [...inventoryConditions, secondPersonCondition],
  listeners: [followSystems],
  routes: [
    route("get", "/systems/choices", systemChoices),
    route("post", "/systems", createSystem, { status: 201 }),
    route("get", "/systems/:id", getSystem),
    route("get", "/systems/:id/history", systemHistory),
    route("get", "/systems/:id/relations", systemRelations),
    route("patch", "/systems/:id", updateSystem),
    route("post", "/systems/:id/move", moveSystem),
    route("get", "/systems/:id/waiting-move", waitingMove),
    route("post", "/systems/:id/approve-move", approveMove),
    route("post", "/systems/:id/refuse-move", refuseMove),
    route("post", "/systems/:id/withdraw-move", withdrawMove),
    route("post", "/systems/:id/review", reviewSystem),
    route("get", "/systems/:id/gates", systemGates),
    route("get", "/settings/lifecycle-gates", getGates),
    route("get", "/settings/lifecycle-gates/versions", listGateVersions),
    route("put", "/settings/lifecycle-gates", setGates),
  ],
};
