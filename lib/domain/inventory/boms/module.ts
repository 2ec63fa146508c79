import "server-only";
import { bomsReconcile } from "@/lib/domain/inventory/boms/access";
import { exportInventoryBom, exportSystemBom } from "@/lib/domain/inventory/boms/commands/export-bom";
import { receiveBom, receiveInventoryBom } from "@/lib/domain/inventory/boms/commands/receive-bom";
import { reconcileBom } from "@/lib/domain/inventory/boms/commands/reconcile-bom";
import { bomChanges, getBom, listAllBoms, listBoms } from "@/lib/domain/inventory/boms/queries";
import { systemsRead } from "@/lib/domain/inventory/systems/access";
import { type Module, route } from "@/lib/platform/registry/module";

export const bomsModule: Module = {
  name: "boms",
  permissions: [bomsReconcile],
  navigation: [
    {
      group: "Inventory",
      label: "Bills of materials",
      href: "/boms",
      icon: "bom",
      permission: systemsRead,
    },
  ],
  routes: [
    route("post", "/systems/:id/boms", receiveBom, { status: 201, receives: "file" }),
    route("get", "/systems/:id/boms", listBoms),
    route("get", "/boms", listAllBoms),
    route("post", "/boms", receiveInventoryBom, { status: 201, receives: "file" }),
    route("get", "/boms/:id", getBom),
    route("get", "/boms/:id/changes", bomChanges),
    route("post", "/boms/:id/reconcile", reconcileBom),
    route("get", "/boms/inventory", exportInventoryBom),
    route("get", "/systems/:id/bom", exportSystemBom),
  ],
};
